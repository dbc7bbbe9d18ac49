# docker build -t openbook . && docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" openbook run config.yaml
FROM python:3.13-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends tesseract-ocr \
 && rm -rf /var/lib/apt/lists/*

COPY pyproject.toml README.md LICENSE /openbook/
COPY src /openbook/src
COPY docs /openbook/docs
RUN pip install --no-cache-dir "/openbook[tokenizers,ocr,parquet,web]"

RUN useradd --create-home reader
USER reader
WORKDIR /work
ENTRYPOINT ["openbook"]
CMD ["--help"]
