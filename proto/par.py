import time, numpy as np, threading
from concurrent.futures import ThreadPoolExecutor
from numba import njit
@njit(nogil=True)
def spin(n):
    s=0.0
    for i in range(n): s+=np.sqrt(i*1.0)
    return s
spin(10)
def timed(fs):
    t=time.perf_counter(); c=time.process_time()
    ts=[threading.Thread(target=f) for f in fs]; [x.start() for x in ts]; [x.join() for x in ts]
    return time.perf_counter()-t, time.process_time()-c
f=lambda: spin(100_000_000)
print('spin 1',timed([f]),'2',timed([f,f]))
from bpnet_numba.products import product
p=product('float32'); A=np.random.rand(512*512).astype(np.float32); O=[np.empty(512*512,np.float32) for _ in range(2)]
def g(i): return lambda: [p(A,0,512,1,A,0,512,1,O[i],0,512,1,512,512,512) for _ in range(100)]
g(0)()
print('product 1',timed([g(0)]),'2',timed([g(0),g(1)]))
