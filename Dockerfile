# docker build -t dwt-lint . && docker run --rm --network none -v "$PWD:/src" dwt-lint
# One static binary on Alpine, for its shell (CI systems start jobs with one) and git (for --changed-since).
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev gcc make
WORKDIR /build
COPY . .
RUN cargo build --release --locked --bin dwt-lint

FROM alpine:3
# A mounted folder belongs to somebody else; git would refuse to look at it.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=build /build/target/release/dwt-lint /usr/local/bin/dwt-lint
COPY LICENSE-MIT LICENSE-APACHE /usr/share/licenses/dwt-lint/
WORKDIR /src
ENTRYPOINT ["dwt-lint"]
CMD ["check"]
