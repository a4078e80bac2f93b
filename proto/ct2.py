import time
t0=time.process_time(); w=time.time()
import numba, numpy as np
from numba import njit
@njit
def warm(x): return x.sum()+len(x)
warm(np.zeros(3,np.float32))
print('warm',time.process_time()-t0)
from bpnet_numba.products import product
from bpnet_numba.sums import axis_sum
for d in ('float32','float64'):
    for g in (product,axis_sum):
        t0=time.process_time(); w=time.time(); g(d); print(g.__name__,d,'cpu',round(time.process_time()-t0,2),'wall',round(time.time()-w,2))
