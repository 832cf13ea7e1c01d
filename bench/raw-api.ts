// The least client of a Kubernetes API there is: one connection kept alive, a body, a status.
import { Agent, request } from 'node:http';

export interface RawApi {
  post(url: string, body: string): Promise<void>;
  remove(url: string): Promise<void>;
  end(): void;
}

export function createRawApi(): RawApi {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  function send(method: string, url: string, body?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const sent = request(url, { method, agent, headers }, (answer) => {
        answer.resume().once('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode < 300) resolve();
          else reject(new Error(`${method} ${url} was answered ${statusCode}`));
        });
      });
      sent.once('error', reject).end(body);
    });
  }

  return {
    post: (url, body) => send('POST', url, body),
    remove: (url) => send('DELETE', url),
    end: () => agent.destroy(),
  };
}
