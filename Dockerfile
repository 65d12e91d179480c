FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings Node 24 itself, so the pinned copy of it, an install script, is not needed.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY bin ./bin
COPY src ./src
COPY workers ./workers
COPY recipes ./recipes
COPY feeds ./feeds
USER node
ENTRYPOINT ["node", "bin/wirefold.js"]
CMD ["run"]
