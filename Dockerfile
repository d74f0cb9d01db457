# Image of the portal: web server, worker and clock are the same image with another command.
# Written with care and never built where it was written: try it before trusting it.

FROM node:22-bookworm-slim AS frontend
WORKDIR /portale
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend frontend
COPY static static
RUN npm run build

FROM python:3.13-slim-bookworm AS dipendenze
RUN python -m venv /opt/venv
COPY requirements/base.txt requirements/base.txt
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r requirements/base.txt

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/venv/bin:$PATH \
    TALENTI_MODO=produzione TALENTI_DATI=/dati STATIC_ROOT=/portale/staticfiles
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /dati --create-home portale
WORKDIR /portale
COPY --from=dipendenze /opt/venv /opt/venv
COPY . .
COPY --from=frontend /portale/static/dist static/dist
# Static files are collected while building, in the mode that needs no secrets; what it leaves behind is removed.
RUN for po in locale/*/LC_MESSAGES/django.po; do \
      [ ! -e "$po" ] || pybabel compile -i "$po" -o "${po%.po}.mo"; \
    done \
 && env TALENTI_MODO=demo TALENTI_DATI=/var/costruzione python manage.py collectstatic --no-input \
 && rm -rf /var/costruzione
USER portale
VOLUME /dati
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s CMD ["python", "tools/alive.py"]
CMD ["gunicorn", "talenti.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", "--worker-class", "gthread", "--threads", "4", "--access-logfile", "-"]
