"""Regimes of other shapes than Hanoi's, as policies of a few lines."""

from decimal import Decimal

from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS

DA_NANG = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 85
[[level]]
code = "B"
label = "Tốt"
min = 80
min_included = false
[[level]]
code = "C"
label = "Còn hạn chế"
min = 70
[[level]]
code = "D"
label = "Không hoàn thành"
"""

SCHOOL = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "G1"
label = "Đạo đức"
kind = "pass_fail"
[[criterion]]
code = "BASE"
label = "Điểm gốc"
max = 100
kind = "deduct_from_full"
[[criterion]]
code = "MINUS"
label = "Điểm trừ"
max = 100
kind = "deduction"
[[criterion]]
code = "PLUS"
label = "Điểm cộng"
max = 10
kind = "bonus"
"""

SCHOOL_LEVELS = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 100
[[level]]
code = "B"
label = "Tốt"
min = 90
[[level]]
code = "C"
label = "Hoàn thành"
min = 80
[[level]]
code = "D"
label = "Không hoàn thành"
[[gate]]
code = "NOT-ALL-MET"
label = "Có tiêu chí chung không đạt"
do = "force"
level = "D"
when = { fact = "failed_criteria", test = "at_least", value = 1 }
"""

DISCIPLINE_GROUP = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "I"
label = "Kỷ luật"
max = 20
[[criterion]]
code = "I.1"
parent = "I"
label = "Chấp hành"
max = 20
[[criterion]]
code = "I.2"
parent = "I"
label = "Điểm trừ"
max = 50
kind = "deduction"
[[criterion]]
code = "II"
label = "Kết quả"
max = 80
"""

SATISFACTION = """
[[gate]]
code = "SATISFACTION-A"
label = "Hài lòng dưới 90 %"
do = "cap"
level = "B"
forms = ["staff"]
when = { fact = "satisfaction", test = "below", value = 90 }
[[gate]]
code = "SATISFACTION-B"
label = "Hài lòng dưới 80 %"
do = "cap"
level = "C"
when = { fact = "satisfaction", test = "below", value = 80 }
"""

CONDITIONS = """
[[level]]
code = "A"
label = "Xuất sắc"
[[level.requires.all]]
fact = "tasks_done"
test = "at_least"
value = 100
[[level.requires.all]]
fact = "tasks_exceeded"
test = "at_least"
value = 50
[[level.requires.all]]
fact = "failed_criteria"
value = 0
[[level]]
code = "B"
label = "Tốt"
requires = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "C"
label = "Hoàn thành"
requires = { not = { fact = "tasks_done", test = "below", value = 50 } }
[[level]]
code = "D"
label = "Không hoàn thành"
[[gate]]
code = "UNDER-6"
label = "Làm việc dưới 6 tháng"
do = "do_not_rate"
when = { fact = "worked_months", test = "below", value = 6 }
[[gate]]
code = "ABSENT"
label = "Vắng mặt từ 3 đến dưới 6 tháng"
do = "cap"
level = "C"
[[gate.when.all]]
fact = "absent_months"
test = "at_least"
value = 3
[[gate.when.all]]
fact = "absent_months"
test = "below"
value = 6
"""
YEARLY_HEAD = HEAD.replace('period = "month"', 'period = "year"')
GENERAL = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "1"
label = "Chính trị"
kind = "pass_fail"
assumed_met = true
"""
DONE = {"tasks_done": Decimal(100), "tasks_exceeded": Decimal(60)}

NO_LEVEL = """
[[level]]
code = "A"
label = "Xuất sắc"
min = 50
requires = { fact = "tasks_done", test = "at_least", value = 100 }
[[level]]
code = "D"
label = "Không hoàn thành"
[[level.requires.any]]
fact = "total"
test = "below"
value = 50
[[level.requires.any]]
fact = "tasks_done"
test = "below"
value = 70
"""

PRODUCTS = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "I"
label = "Tiêu chí chung"
max = 30
[[criterion]]
code = "II"
label = "Kết quả"
max = 70
kind = "formula"
formula = "results_by_products"
parts = ["a", "b", "c"]
percents = { fault_percent = 25, low_percent = 50 }
"""
SCORED_ONLY = 'score_only = ["month", "quarter"]\n'
YEAR_OF_MONTHS = (
    FOUR_LEVELS + '[total]\ncap = 100\n[[aggregation]]\nperiod = "year"\nrule = "mean_of_rated"\n'
)

INDICATOR = """
code = "staff"
title = "Phiếu"
[[criterion]]
code = "II"
label = "Hồ sơ đúng hạn"
max = 70
kind = "indicator"
fact = "on_time"
target = 98
"""

HEAD_FORM = TWO_GROUPS.replace('"staff"', '"head"')
COLLECTIVE_FORM = TWO_GROUPS.replace('code = "staff"', 'code = "collective"').replace('roles = ["staff"]', "")

SIMILAR = """
[[quota]]
level = "A"
percent = 50
base = "rated"
[[quota]]
level = "A"
percent = 50
base = "rated"
scope = "similar"
"""
