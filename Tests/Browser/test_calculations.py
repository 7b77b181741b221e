# SPDX-License-Identifier: Apache-2.0
"""Calculations by three doors: a page on a telephone, the API and the command line give one and the same answer."""
import json
import subprocess
import urllib.error
import urllib.request

from conftest import BINARY
from test_arrangement import PHONE, fits, plain


def test_greenhouse_gases_on_a_telephone(somebody, server):
    stranger = somebody(None, language="km", **PHONE)
    page = stranger.page
    stranger.go("/calculations/ghg?lang=km")
    fits(stranger)
    page.fill("input[name=factor0]", "fuel.diesel")
    page.fill("input[name=amount0]", "1000")
    page.fill("input[name=factor1]", "fuel.unobtainium")
    page.fill("input[name=amount1]", "3")
    stranger.tap("form.input-form .primary-action button")
    fits(stranger)
    # What was typed stays, and the fault stands at its field.
    assert page.input_value("input[name=amount0]") == "1000" and page.get_attribute("input[name=factor1]", "aria-invalid") == "true"
    page.fill("input[name=factor1]", "fuel.wood")
    page.select_option("select[name=unit1]", "t")
    stranger.tap("form.input-form .primary-action button")
    fits(stranger)
    said = plain(stranger)
    assert "CO₂e" in said and "EFDB 117776" in said
    stranger.picture("calculations-ghg-km", height=1200)


def test_the_same_bytes_at_the_command_line_and_in_the_api(server):
    body = json.dumps(
        {"activities": [{"factor": "fuel.lpg", "amount": 12.5, "unit": "kg"}, {"factor": "grid", "amount": 86.4, "unit": "MWh"}], "country": "KH",
         "year": 2023, "gwp": "AR6"}).encode()
    request = urllib.request.Request(server.url + "/api/v1/calculations/ghg", body, {"Content-Type": "application/json"})
    answer = urllib.request.urlopen(request).read()
    command = subprocess.run([BINARY, "calculate", "ghg", "-"], input=body, capture_output=True)
    assert command.returncode == 0 and command.stdout == answer
    wrong = b'{"activities": [{"factor": "grid", "amount": -1}], "contry": "KH"}'
    command = subprocess.run([BINARY, "calculate", "ghg", "-"], input=wrong, capture_output=True)
    pointers = [problem["pointer"] for problem in json.loads(command.stdout)["problems"]]
    request = urllib.request.Request(server.url + "/api/v1/calculations/ghg", wrong, {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request)
        raise AssertionError("it was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 422 and [problem["pointer"] for problem in json.loads(error.read())["problems"]] == pointers
    assert command.returncode == 1 and set(pointers) == {"/contry", "/activities/0/factor", "/activities/0/amount", "/activities/0/unit"}
