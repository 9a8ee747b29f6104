"""The table of the HTTP benchmark."""
from written import about


def table(results):
    lines = [f"{about(results)} {results['workers']} workers each, {results['connections']} connections, "
             f"{results['rows']:,} records; median of {results['rounds']} rounds of {results['seconds']} s.",
             "", "| answer | bytes of the body | ours, a second | nginx, a second | against nginx | against nginx as it comes | the loop against nginx | "
             "processor for an answer, µs: ours | nginx | loop | p99, µs: ours | nginx |",
             "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for f in results["figures"]:
        loop = [f"{f['loop_ratio']:.2f}×", f"{f['loop_processor_us']:.1f}"] if "loop_ratio" in f else ["—", "—"]
        lines.append(f"| {f['what']} | {f['body_bytes']:,} | {f['ours_rps']:,.0f} | {f['nginx_rps']:,.0f} | {f['ratio']:.2f}× | "
                     f"{f['plain_ratio']:.2f}× | {loop[0]} | {f['ours_processor_us']:.1f} | {f['nginx_processor_us']:.1f} | {loop[1]} | "
                     f"{f['ours_p99_us']:,.0f} | {f['nginx_p99_us']:,.0f} |")
    computed = next(f["computed"] for f in results["figures"] if "computed" in f)
    return "\n".join([*lines, "", f"The uncached row made {computed:,} tiles that were in no cache."]) + "\n"
