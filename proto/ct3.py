import cProfile,pstats
import numba, numpy as np
from numba import njit
@njit
def warm(x): return x.sum()+len(x)
warm(np.zeros(3,np.float32))
from bpnet_numba.products import product
from bpnet_numba.sums import axis_sum
pr=cProfile.Profile(); pr.enable(); axis_sum('float32'); pr.disable()
pstats.Stats(pr).sort_stats('tottime').print_stats(14)
pstats.Stats(pr).sort_stats('cumtime').print_stats(60)
