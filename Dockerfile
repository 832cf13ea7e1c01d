# Sources run as they are: the first stage only fetches what they depend on.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 8080 3000
ENTRYPOINT ["node", "src/main.ts"]
CMD ["serve"]
