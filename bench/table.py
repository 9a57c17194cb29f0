"""One line of the table that the measurements of the site print."""


def report(
    what: str, measured: float, unit: str, budget: float, *, at_least: bool = False, places: int = 1, note: str = ""
) -> None:
    """Print what was measured, its budget, and whether it is met."""
    met = measured >= budget if at_least else measured <= budget
    sign = ">=" if at_least else "<="
    verdict = "met" if met else "MISSED"
    print(f"{what:44}{measured:9.{places}f} {unit:4} {sign} {budget:5g} {verdict:8}{note}", flush=True)
