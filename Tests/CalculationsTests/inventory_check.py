#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out the greenhouse gases of a site's month by hand-written formulas, from the factor files and nothing of the platform's code or rules.

Run it to write Resources/inventory_golden.json again: python3 Tests/CalculationsTests/inventory_check.py
"""
import json
import math
import pathlib

from ghg_check import ends, fuel, gwp, v

HERE = pathlib.Path(__file__).resolve().parent
CH4, N2O, CARBON = gwp("CH4_biogenic"), gwp("N2O"), 44 / 12
FOUND = []


def told(scope, group, tonnes, below=0.0, above=0.0, biogenic=0.0):
    return {"scope": scope, "group": group, "t": tonnes, "below": below, "above": above, "biogenic": biogenic}


def reported(kind, name, amount, unit, *lines, waste=None, isic="1410", spread=None):
    """Amount in the unit of the International System: kg, m3, J, Nm3."""
    FOUND.append({
        "kind": kind, "name": name, "waste": waste, "isic": isic, "amount": amount, "low": spread and spread[0], "high": spread and spread[1],
        "unit": unit, "lines": list(lines)})


def heat(name, tonnes):
    return told("direct", name, *fuel(name, tonnes))


def rot(kind, mcf, kilograms):
    """Methane of all years: DOC x DOCf x MCF x F x 16/12."""
    return kilograms / 1000 * v(f"waste.ind.{kind}.doc") * v("waste.landfill.docf") * v(f"waste.landfill.mcf.{mcf}") * v("waste.landfill.f") * 16 / 12 * CH4


def burnt(scope, kind, kilograms):
    tonnes = kilograms / 1000
    fossil, carbon = v(f"waste.ind.{kind}.fossil_carbon"), v(f"waste.ind.{kind}.total_carbon")
    return [
        told(scope, "fossil " + kind, tonnes * fossil * v("waste.inc.of.controlled") * CARBON),
        told(scope, "plants " + kind, 0.0, biogenic=tonnes * (carbon - fossil) * v("waste.inc.of.controlled") * CARBON),
        told(scope, "methane of a batch stoker", tonnes * v("waste.inc.ch4.msw_batch_stoker") / 1e6 * CH4),
        told(scope, "nitrous oxide", tonnes * v("waste.inc.n2o.industrial") / 1e6 * N2O),
    ]


def burnt_openly(kind, kilograms):
    tonnes = kilograms / 1000
    fossil, carbon = v(f"waste.ind.{kind}.fossil_carbon"), v(f"waste.ind.{kind}.total_carbon")
    return [
        told("direct", "open fossil", tonnes * fossil * v("waste.inc.of.open") * CARBON),
        told("direct", "open plants", 0.0, biogenic=tonnes * (carbon - fossil) * v("waste.inc.of.open") * CARBON),
        told("direct", "open methane", tonnes * v("waste.openburn.ch4") / 1e6 * CH4),
        told("direct", "open nitrous oxide", tonnes * v("waste.openburn.n2o") / 1e6 * (1 - v(f"waste.ind.{kind}.water")) * N2O),
    ]


def water(kilograms, low, high):
    """COD x Bo x MCF, the load between what was least and most."""
    factor, below, above = ends("ww.mcf.untreated_water")
    scale = v("ww.bo.cod") * CH4 / 1000
    return told(
        "direct", "cod", kilograms * factor * scale, math.hypot((kilograms - low) * factor, kilograms * below) * scale,
        math.hypot((high - kilograms) * factor, kilograms * above) * scale)


def composted(kilograms):
    c, cb, ca = ends("waste.compost.ch4_wet")
    n, nb, na = ends("waste.compost.n2o_wet")
    tonnes = kilograms / 1000
    return [
        told("chain", "compost methane", tonnes * c / 1000 * CH4, tonnes * cb / 1000 * CH4, tonnes * ca / 1000 * CH4),
        told("chain", "compost nitrous oxide", tonnes * n / 1000 * N2O, tonnes * nb / 1000 * N2O, tonnes * na / 1000 * N2O),
    ]


litres = 4200
reported("answer", "diesel", litres / 1000, "m3", heat("fuel.diesel", litres * v("fuel.diesel.density") / 1000))
reported("answer", "lpg", 900.0, "kg", heat("fuel.lpg", 0.9))
reported("answer", "naturalGas", 1500.0, "Nm3", told("direct", "gas", *(lambda t: (
    t[0], t[0] * math.hypot(t[1] / t[0], ends("fuel.natural_gas.density")[1] / v("fuel.natural_gas.density")),
    t[0] * math.hypot(t[2] / t[0], ends("fuel.natural_gas.density")[2] / v("fuel.natural_gas.density")), t[3]))(
        fuel("fuel.natural_gas", 1500 * v("fuel.natural_gas.density") / 1000))))
reported("answer", "firewood", 12000.0, "kg", heat("fuel.wood", 12))
reported("answer", "riceHusk", 30000.0, "kg", heat("fuel.rice_husk", 30))
reported("answer", "electricityGrid", 86400 * 3.6e6, "J", told("energy", "grid", 86.4 * v("grid.KH.2024.elecmaps_direct")))
reported("answer", "steamBought", 5e9, "J")
reported("answer", "refrigerantR22", 2.0, "kg", told("outside", "r22", 0.002 * gwp("HCFC22")))
reported("answer", "refrigerantR410a", 3.2, "kg", told("direct", "r410a", 0.0032 * gwp("R410A")))
reported("answer", "workingDays", 26.0, None)
reported("way", "burnedOpenly", 250.0, "kg", *burnt_openly("textile", 250), waste="040222")
reported("way", "town", 800.0, "kg", waste="200301")
reported("sent", "D5", 6000.0, "kg", told("chain", "landfill", rot("textile", "managed_anaerobic", 6000)), waste="040222")
reported("sent", "D1", 1500.0, "kg", told("chain", "dump", rot("paper", "uncategorised", 1500)), waste="150101")
reported("sent", "D10", 700.0, "kg", *burnt("chain", "plastics", 700), waste="150102")
reported("sent", "R3", 3000.0, "kg", *composted(3000), waste="200108")
reported("sent", "R3", 9000.0, "kg", waste="040222")
reported("sent", "transit", 400.0, "kg", waste="040222")
reported("treated", "R1", 5000.0, "kg", *burnt("direct", "textile", 5000), waste="040222")
reported("load", "cod.river", 96.5, "kg", water(96.5, 95.0, 98.0), spread=(95.0, 98.0))
reported("load", "cod.sewer", 40.0, "kg")
reported("answer", "productMade", 200000.0, "kg", told(
    "direct", "cement", 200 * v("ippu.cement.clinker") * v("ippu.cement.clinker_share_default")), isic="2394")

sums = {}
for scope in ("direct", "energy", "chain", "outside"):
    lines = [line for entry in FOUND for line in entry["lines"] if line["scope"] == scope]
    groups = {}
    for line in lines:
        below, above = groups.get(line["group"], (0.0, 0.0))
        groups[line["group"]] = (below + line["below"], above + line["above"])
    sums[scope] = {
        "t": sum(line["t"] for line in lines), "biogenic": sum(line["biogenic"] for line in lines),
        "below": math.sqrt(sum(b * b for b, _ in groups.values())), "above": math.sqrt(sum(a * a for _, a in groups.values()))}
golden = {"country": "KH", "day": "2026-09-30", "activities": FOUND, "sums": sums}
(HERE / "Resources/inventory_golden.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")
