# An image for web, worker and beat: docker-compose.yml says which of them a container is.

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /packages
COPY requirements/runtime.txt /tmp/
# The usual build arguments (PIP_INDEX_URL and the like) are honoured where they are given.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
RUN /packages/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes -r /tmp/runtime.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin guildhall \
    && install -d -o guildhall -g guildhall /data/media
COPY --from=packages /packages /packages
WORKDIR /guildhall
COPY . .
ENV PATH=/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    GUILDHALL_ENV=production \
    HOST=0.0.0.0 \
    MEDIA_ROOT=/data/media \
    MALLOC_ARENA_MAX=2
# Production's settings ask for all of these; none of it stays in the image.
RUN SECRET_KEY=only-to-collect-static-files \
    SITE_ORIGIN=https://build.invalid \
    DATABASE_URL=postgresql://build.invalid/none \
    REDIS_URL=redis://build.invalid \
    EMAIL_URL=smtp://build.invalid \
    DEFAULT_FROM_EMAIL=nobody@build.invalid \
    sh -c 'python manage.py collectstatic --noinput --verbosity 0 && python -m compileall -q .'
USER guildhall
EXPOSE 8000
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "cop.wsgi"]
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s \
    CMD ["python", "deploy/healthcheck.py", "/readyz"]
