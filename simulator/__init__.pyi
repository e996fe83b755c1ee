from simulator.face import compare as compare
from simulator.face import diff as diff
from simulator.face import fit as fit
from simulator.face import load as load
from simulator.face import open_result as open_result
from simulator.face import predict as predict
from simulator.face import run as run
from simulator.face import sweep as sweep

FACE: tuple[str, ...]
__version__: str
