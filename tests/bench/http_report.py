"""The table of the HTTP benchmark."""
from written import about


def table(results):
    lines = [f"{about(results)} {results['workers']} workers each, {results['connections']} connections, "
             f"{results['rows']:,} records; median of {results['rounds']} rounds of {results['seconds']} s.",
             "", "| answer | bytes of the body | ours, a second | nginx, a second | ours, p99 µs | nginx, p99 µs | against nginx |",
             "|---|---|---|---|---|---|---|"]
    for f in results["figures"]:
        lines.append(f"| {f['what']} | {f['body_bytes']:,} | {f['ours_rps']:,.0f} | {f['nginx_rps']:,.0f} | "
                     f"{f['ours_p99_us']:,.0f} | {f['nginx_p99_us']:,.0f} | {f['ratio']:.2f}× |")
    computed = next(f["computed"] for f in results["figures"] if "computed" in f)
    return "\n".join([*lines, "", f"The uncached row made {computed:,} tiles that were in no cache."]) + "\n"
