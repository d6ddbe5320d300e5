"""Files that come again: what people confirmed and filled in before is taken over.

Agencies send their tables several times. Ids, kinds, parents, remarks and function codes that
somebody has put into a completed workbook meanwhile are worth keeping; figures never are.
"""

from orgplan.carry.carried import Carried, Value
from orgplan.carry.carry import carry

__all__ = ["Carried", "Value", "carry"]
