"""The table of the overload benchmark."""
from written import about


def table(results):
    f, times = results["figures"], results["times"]
    peak, flood = f["peak"], f["flood"]
    rows = [
        ["asked, a second", f"{peak['asked_a_second']:,.0f}", f"{flood['asked_a_second']:,.0f}", ""],
        ["answered, a second", f"{peak['good_a_second']:,.0f}", f"{flood['good_a_second']:,.0f}",
         f"≥ 90 % of the peak: {100 * f['goodput']:.0f} %"],
        ["answered in, ms, p50 / p99", f"{peak['good_p50_ms']:.0f} / {peak['good_p99_ms']:.0f}",
         f"{flood['good_p50_ms']:.0f} / {flood['good_p99_ms']:.0f}", "p99 ≤ 250"],
        ["refused, a second", f"{peak['refused_a_second']:,.0f}", f"{flood['refused_a_second']:,.0f}", ""],
        ["refused in, ms, p50 / p99", "—", f"{flood['refused_p50_ms']:.1f} / {flood['refused_p99_ms']:.1f}", "p99 ≤ 20"],
        ["refused without a time to come again", peak["without_a_time_to_come_again"],
         flood["without_a_time_to_come_again"], "0"],
        ["neither answered nor refused", peak["failed"], flood["failed"], "0"],
        ["/healthz of operators, ms, p99", "—", f"{flood['healthz_p99_ms']:.1f}", "≤ 10"],
        ["as quick as before after, s", "—", f"{f['recovered_s']:.1f}", "≤ 5"],
    ]
    lines = [f"{about(results)} {results['workers']} threads, {results['rows']:,} records; {results['seconds']:g} s of "
             f"{times} times the peak.", "", f"| | at the peak | at {times} times that | goal |", "|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"
