"""Reverse proxies of Debian before Yaad, as server/README.md ("Behind a proxy") says to set them, in a folder of their own.

They come from .deps/proxies, where `./dev test` unpacks them, or from the system. In the texts below @PORT@ is where
a proxy listens, @YAAD@ where it asks, @FOLDER@ its folder, @ROOT@ where its package lies. @MARK@ is a word that only
the proxy knows: it is in each head that the proxy means as a request, and in nothing that a client can send.
"""

import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

from served import ROOT, START_SECONDS, free_port, stop

UNPACKED = ROOT / ".deps" / "proxies"


@dataclasses.dataclass(frozen=True)
class Kind:
    name: str
    program: str
    version: str  # how it is asked for that
    options: str
    config: str
    caches: bool = False


NGINX = """
daemon off; worker_processes 1; pid @FOLDER@/pid; error_log @FOLDER@/log;
@AS_ROOT@user nobody nogroup;
events {}
http {
  access_log off; client_header_timeout 5s; client_body_timeout 5s;
  client_body_temp_path @FOLDER@/body; proxy_temp_path @FOLDER@/temp; fastcgi_temp_path @FOLDER@/fastcgi; uwsgi_temp_path @FOLDER@/uwsgi; scgi_temp_path @FOLDER@/scgi;
  @CACHE_PATH@
  upstream yaad { server 127.0.0.1:@YAAD@; keepalive 16; keepalive_timeout 10s; }
  server {
    listen 127.0.0.1:@PORT@;
    location / {
      proxy_pass http://yaad;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Mark @MARK@;
      @CACHE@
    }
  }
}
"""
NGINX_CACHE = {"@CACHE_PATH@": "proxy_cache_path @FOLDER@/cache keys_zone=yaad:1m;",
               "@CACHE@": "proxy_cache yaad; proxy_cache_key $host$request_uri; proxy_cache_revalidate on; proxy_cache_lock on;"}

HAPROXY = """
global
  nbthread 1
  maxconn 256
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 30s
  timeout http-request 5s
  timeout http-keep-alive 5s
  option forwardfor
  http-reuse always
frontend readers
  bind 127.0.0.1:@PORT@
  default_backend yaad
backend yaad
  http-request set-header X-Mark @MARK@
  server yaad 127.0.0.1:@YAAD@
"""

# The modules of the package apache2-bin; the three lines of processes keep all kept connections in one of them.
APACHE = """
ServerRoot @FOLDER@
DefaultRuntimeDir @FOLDER@
PidFile @FOLDER@/pid
ErrorLog @FOLDER@/log
ServerName yaad.example
Listen 127.0.0.1:@PORT@
LoadModule mpm_event_module @ROOT@/usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module @ROOT@/usr/lib/apache2/modules/mod_authz_core.so
LoadModule headers_module @ROOT@/usr/lib/apache2/modules/mod_headers.so
LoadModule proxy_module @ROOT@/usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_http_module @ROOT@/usr/lib/apache2/modules/mod_proxy_http.so
LoadModule reqtimeout_module @ROOT@/usr/lib/apache2/modules/mod_reqtimeout.so
@AS_ROOT@User nobody
@AS_ROOT@Group nogroup
StartServers 1
ServerLimit 1
MaxRequestWorkers 25
RequestReadTimeout header=5 body=5
Timeout 30
AllowEncodedSlashes NoDecode
ProxyPreserveHost On
ProxyPass / http://127.0.0.1:@YAAD@/ nocanon ttl=10
RequestHeader set X-Mark @MARK@
"""

# Where the fields of a request come to http_max_hdr (64), Varnish 7.1 loses one and keeps a gzip answer as a plain one.
# With twice as many it is Yaad that refuses such a request.
VARNISH = """
vcl 4.1;
backend yaad { .host = "127.0.0.1"; .port = "@YAAD@"; }
sub vcl_recv {
  # Of a method that it does not know Varnish would make a pipe.
  if (req.method != "GET" && req.method != "HEAD" && req.method != "OPTIONS") { return (synth(405)); }
  set req.http.X-Mark = "@MARK@";
  if (!req.http.X-Mark) { return (synth(431)); }
}
"""

SQUID = """
http_port 127.0.0.1:@PORT@ accel defaultsite=yaad.example
cache_peer 127.0.0.1 parent @YAAD@ 0 no-query no-digest no-netdb-exchange originserver name=yaad
http_access allow all
never_direct allow all
request_header_add X-Mark @MARK@ all
request_timeout 5 seconds
server_idle_pconn_timeout 10 seconds
cache_mem 32 MB
memory_cache_shared off
shutdown_lifetime 0 seconds
cache_effective_user nobody
visible_hostname yaad
pinger_enable off
netdb_filename none
access_log none
cache_log @FOLDER@/log
pid_filename @FOLDER@/pid
coredump_dir @FOLDER@
unlinkd_program @ROOT@/usr/lib/squid/unlinkd
mime_table @ROOT@/usr/share/squid/mime.conf
icon_directory @ROOT@/usr/share/squid/icons
error_directory @ROOT@/usr/share/squid/errors/templates
err_page_stylesheet none
dns_nameservers 127.0.0.1
"""

# Caddy adds 4 KiB to max_header_size. Of longer heads, which it sends in pieces, Yaad would refuse the first.
CADDY = """
{
  admin off
  auto_https off
  servers {
    max_header_size 4096
    timeouts {
      read_header 5s
      read_body 5s
    }
  }
}
http://:@PORT@ {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:@YAAD@ {
    header_up X-Mark @MARK@
    transport http {
      keepalive 10s
    }
  }
}
"""

KINDS = [
    Kind("nginx", "nginx", "-v", "-c @CONFIG@ -e @FOLDER@/log", NGINX),
    Kind("nginx with a cache", "nginx", "-v", "-c @CONFIG@ -e @FOLDER@/log", NGINX, caches=True),
    Kind("haproxy", "haproxy", "-v", "-db -q -f @CONFIG@", HAPROXY),
    Kind("apache", "apache2", "-v", "-DFOREGROUND -f @CONFIG@", APACHE),
    Kind("caddy", "caddy", "version", "run --adapter caddyfile --config @CONFIG@", CADDY),
    Kind("varnish", "varnishd", "-V", "-F -j none -n @FOLDER@/work -T none -a 127.0.0.1:@PORT@ -f @CONFIG@ -s malloc,64m "
         "-p http_max_hdr=128 -p backend_idle_timeout=10", VARNISH, caches=True),
    Kind("squid", "squid", "-v", "-N -f @CONFIG@", SQUID, caches=True),
]


def found(kind):
    """Its program and the folder that its package lies in."""
    for folder in ("usr/sbin", "usr/bin"):
        if (program := UNPACKED / folder / kind.program).exists():
            return str(program), str(UNPACKED)
    program = shutil.which(kind.program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    assert program, f"{kind.program} is not here: ./dev test brings it"
    return program, ""


def environment():
    libraries = ":".join(map(str, UNPACKED.glob("usr/lib/*-linux-gnu*")))
    return {**os.environ, "LD_LIBRARY_PATH": libraries}


def version(kind):
    said = subprocess.run([found(kind)[0], kind.version], capture_output=True, text=True, timeout=30, env=environment())
    return re.search(r"\d+\.\d+(\.\d+)?", said.stdout + said.stderr)[0]


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def proxy(kind, asks_port, mark):
    """Its port."""
    program, root = found(kind)
    with tempfile.TemporaryDirectory() as folder:
        # Who serves is nobody where the test is root.
        os.chmod(folder, 0o755 if os.getuid() else 0o777)
        port, config = free_port(), pathlib.Path(folder) / "config"
        words = {**(NGINX_CACHE if kind.caches else {"@CACHE_PATH@": "", "@CACHE@": ""}), "@AS_ROOT@": "#" if os.getuid() else "", "@CONFIG@": str(config),
                 "@FOLDER@": folder, "@PORT@": str(port), "@YAAD@": str(asks_port), "@MARK@": mark, "@ROOT@": root}

        def filled(text):
            for word, meaning in words.items():
                text = text.replace(word, meaning)
            return text

        config.write_text(filled(kind.config))
        with open(os.path.join(folder, "said"), "w+") as said:
            process = subprocess.Popen([program, *filled(kind.options).split()], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, cwd=folder,
                                       env={**environment(), "HOME": folder})
            try:
                deadline = time.monotonic() + START_SECONDS
                while process.poll() is None and not listens(port):
                    assert time.monotonic() < deadline, f"{kind.name} did not start in time"
                    time.sleep(0.05)
                said.seek(0)
                assert process.poll() is None, f"{kind.name} ended with {process.returncode}: {said.read()}"
                yield port
                assert process.poll() is None, f"{kind.name} ended with {process.returncode}"
            finally:
                stop(process)
