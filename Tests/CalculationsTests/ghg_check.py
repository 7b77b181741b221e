#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out greenhouse gases by hand-written formulas from the same CSV files, and nothing of the platform's code.

Run it to write Resources/ghg_golden.json again: python3 Tests/CalculationsTests/ghg_check.py
"""
import csv
import json
import math
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[1] / "Sources/Features/Calculations/Resources"
F = {row["ef_id"]: row for row in csv.DictReader(open(DATA / "emission_factors.csv", encoding="utf-8"))}
G = {row["gas_id"]: row for row in csv.DictReader(open(DATA / "gwp.csv", encoding="utf-8"))}


def v(row):
    return float(F[row]["value"])


def gwp(gas, report="AR5"):
    return float(G[gas]["gwp100_" + report.lower()])


def ends(row):
    """Value with its distances below and above; none where the row has no range."""
    r = F[row]
    value = float(r["value"])
    return value, (value - float(r["low"]) if r["low"] else 0.0), (float(r["high"]) - value if r["high"] else 0.0)


def fuel(name, tonnes_of_fuel, report="AR5"):
    """Tonnes of CO2e with both distances, and tonnes of biogenic CO2."""
    methane = "CH4_biogenic" if F[name + ".ch4"]["biogenic"] == "1" else "CH4_fossil"
    parts = [(name + ".ch4", gwp(methane, report)), (name + ".n2o", gwp("N2O", report))]
    plants = F[name + ".co2"]["biogenic"] == "1"
    if not plants:
        parts.append((name + ".co2", 1.0))
    per_tj = sum(ends(p)[0] * w for p, w in parts)
    below = math.sqrt(sum((ends(p)[1] * w) ** 2 for p, w in parts))
    above = math.sqrt(sum((ends(p)[2] * w) ** 2 for p, w in parts))
    ncv, ncv_below, ncv_above = ends(name + ".ncv")
    tj = tonnes_of_fuel / 1000 * ncv
    total = tj * per_tj / 1000
    return (
        total, total * math.hypot(below / per_tj, ncv_below / ncv), total * math.hypot(above / per_tj, ncv_above / ncv),
        tj * v(name + ".co2") / 1000 if plants else 0.0)


def plain(tonnes, row=None):
    """A product of one ranged row with exact numbers."""
    if row is None:
        return tonnes, 0.0, 0.0, 0.0
    value, below, above = ends(row)
    return tonnes, tonnes * below / value, tonnes * above / value, 0.0


def energy(name, kwh, report="AR5"):
    """Heat metered as such: no heating value, and so not its error."""
    tj = kwh * 3.6e-6
    gases = [(name + ".co2", 1.0), (name + ".ch4", gwp("CH4_fossil", report)), (name + ".n2o", gwp("N2O", report))]
    return (
        sum(v(p) * w for p, w in gases) * tj / 1000, math.sqrt(sum((ends(p)[1] * w) ** 2 for p, w in gases)) * tj / 1000,
        math.sqrt(sum((ends(p)[2] * w) ** 2 for p, w in gases)) * tj / 1000, 0.0)


def case(name, body, lines):
    """lines: (factor, (tonnes, below, above, biogenic)) in the order of the activities."""
    groups = {}
    for factor, (_, below, above, _) in lines:
        b, a = groups.get(factor, (0.0, 0.0))
        groups[factor] = (b + below, a + above)
    total = sum(line[0] for _, line in lines)
    below = math.sqrt(sum(b * b for b, _ in groups.values()))
    above = math.sqrt(sum(a * a for _, a in groups.values()))
    return {
        "name": name, "input": body, "tCO2e": total, "biogenic": sum(line[3] for _, line in lines), "below": below, "above": above,
        "lines": [line[0] for _, line in lines]}


def activity(factor, amount, unit):
    return {"factor": factor, "amount": amount, "unit": unit}


litres = 1000 * v("fuel.diesel.density") / 1000
more = 2500 * v("fuel.diesel.density") / 1000
mcf, mcf_below, mcf_above = ends("ww.mcf.anaerobic_reactor")
cases = [
    case("a thousand litres of diesel", {"activities": [activity("fuel.diesel", 1000, "L")], "gwp": "AR5"}, [("fuel.diesel", fuel("fuel.diesel", litres))]),
    case("five tonnes of wood", {"activities": [activity("fuel.wood", 5, "t")], "gwp": "AR6"}, [("fuel.wood", fuel("fuel.wood", 5, "AR6"))]),
    case(
        "rice husk in kilograms", {"activities": [activity("fuel.rice_husk", 12500.5, "kg")], "gwp": "AR5"},
        [("fuel.rice_husk", fuel("fuel.rice_husk", 12.5005))]),
    case("heat of heavy oil", {"activities": [activity("fuel.hfo", 5000, "kWh")], "gwp": "AR6"}, [("fuel.hfo", energy("fuel.hfo", 5000, "AR6"))]),
    case(
        "the grid of Viet Nam", {"activities": [activity("grid", 120, "MWh")], "gwp": "AR5", "year": 2023, "country": "VN"},
        [("grid.VN.2023.official", plain(120 * v("grid.VN.2023.official")))]),
    case(
        "the grid of Cambodia after its last year", {"activities": [activity("grid", 86400, "kWh")], "gwp": "AR5", "year": 2026, "country": "KH"},
        [("grid.KH.2024.elecmaps_direct", plain(86.4 * v("grid.KH.2024.elecmaps_direct")))]),
    case("a leak of R-410A", {"activities": [activity("R410A", 3.2, "kg")], "gwp": "AR5"}, [("R410A", plain(3.2 * gwp("R410A") / 1000))]),
    case(
        "compost", {"activities": [activity("waste.compost.ch4_wet", 10, "t"), activity("waste.compost.n2o_wet", 10, "t")], "gwp": "AR5"},
        [
            ("waste.compost.ch4_wet", plain(10 * v("waste.compost.ch4_wet") * gwp("CH4_biogenic") / 1000, "waste.compost.ch4_wet")),
            ("waste.compost.n2o_wet", plain(10 * v("waste.compost.n2o_wet") * gwp("N2O") / 1000, "waste.compost.n2o_wet")),
        ]),
    case(
        "COD in an anaerobic reactor", {"activities": [activity("ww.mcf.anaerobic_reactor", 2, "t")], "gwp": "AR5"},
        [("ww", (2 * v("ww.bo.cod") * mcf * 28, 2 * v("ww.bo.cod") * mcf_below * 28, 2 * v("ww.bo.cod") * mcf_above * 28, 0.0))]),
    case(
        "fabric burnt", {"activities": [activity("waste.ind.textile.fossil_carbon", 4, "t")], "gwp": "AR5"},
        [("textile", plain(4 * v("waste.ind.textile.fossil_carbon") * v("waste.inc.of.controlled") * 44 / 12))]),
    case("clinker", {"activities": [activity("ippu.cement.clinker", 100, "t")], "gwp": "AR6"}, [("clinker", plain(100 * v("ippu.cement.clinker")))]),
    case(
        "two tanks of diesel, gas and the grid",
        {
            "activities": [
                activity("fuel.diesel", 1000, "L"), activity("fuel.lpg", 900, "kg"), activity("fuel.diesel", 2500, "L"),
                activity("grid.KH.2022.elecmaps_direct", 40, "MWh"),
            ], "gwp": "AR5", "country": "KH"},
        [
            ("fuel.diesel", fuel("fuel.diesel", litres)), ("fuel.lpg", fuel("fuel.lpg", 0.9)), ("fuel.diesel", fuel("fuel.diesel", more)),
            ("grid", plain(40 * v("grid.KH.2022.elecmaps_direct"))),
        ]),
    case("nothing", {"activities": []}, []),
]
(HERE / "Resources/ghg_golden.json").write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
