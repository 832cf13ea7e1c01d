// The little of echarts that is used: its own types need a browser's, and do not compile under this project's strictness.

declare module 'echarts/dist/echarts.esm.min' {
  interface Chart {
    setOption(option: object): void;
    renderToSVGString(): string;
    dispose(): void;
  }

  interface Size {
    readonly width: number;
    readonly height: number;
  }

  export function init(
    element: null,
    theme: null,
    options: Size & { readonly renderer: 'svg'; readonly ssr: true },
  ): Chart;

  export function setPlatformAPI(api: {
    measureText(text: string, font?: string): Pick<Size, 'width'>;
  }): void;
}
