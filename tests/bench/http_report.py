"""The table of the HTTP benchmark, and its place in README.md."""

BEGIN, END = "<!-- http: begin -->", "<!-- http: end -->"


def rounded(value):
    if isinstance(value, float):
        return round(value, 2 if value < 100 else 0)
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, list) else value


def table(results):
    m = results["machine"]
    lines = [f"{results['date']}, {m['cpu']}, {m['cores']} cores, {m['memory_gib']} GiB, {m['compiler']}. Load of the "
             f"machine at the start: {m['load_at_start']}. {results['workers']} workers each, {results['connections']} "
             f"connections, {results['rows']:,} records; median of {results['rounds']} rounds of {results['seconds']} s.",
             "", "| answer | bytes of the body | ours, a second | nginx, a second | ours, p99 µs | nginx, p99 µs | against nginx |",
             "|---|---|---|---|---|---|---|"]
    for f in results["figures"]:
        lines.append(f"| {f['what']} | {f['body_bytes']:,} | {f['ours_rps']:,.0f} | {f['nginx_rps']:,.0f} | "
                     f"{f['ours_p99_us']:,.0f} | {f['nginx_p99_us']:,.0f} | {f['ratio']:.2f}× |")
    computed = next(f["computed"] for f in results["figures"] if "computed" in f)
    return "\n".join([*lines, "", f"The uncached row made {computed:,} tiles that were in no cache."]) + "\n"


def into_readme(results, path):
    text = path.read_text()
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    path.write_text(text[:begin] + "\n" + table(results) + text[end:])
