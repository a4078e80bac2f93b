import sys,time; sys.path.insert(0,'proto'); import numpy as np
from concurrent.futures import ThreadPoolExecutor
from shapes import *
from bpnet_numba.products import product
import os
print('cpus',os.sched_getaffinity(0))
pool=ThreadPoolExecutor(2)
def st(x): return tuple(s//x.itemsize for s in x.strides)
for dt in ('float32','float64'):
    f=product(dt)
    for name,m,k,n,ta,tb in MED[:2]+MED[3:5]+MED[6:7]+SMALL[:1]:
        a=np.random.randn(*((k,m) if ta else (m,k))).astype(dt); b=np.random.randn(*((n,k) if tb else (k,n))).astype(dt)
        A=a.T if ta else a; B=b.T if tb else b; o=np.empty((m,n),dt); o2=np.empty((m,n),dt)
        def part(i0,i1,o):
            f(a.reshape(-1),i0*st(A)[0],*st(A),b.reshape(-1),0,*st(B),o.reshape(-1),i0*n,n,1,i1-i0,k,n)
        one=two=cpu2=9; h=m//2
        for _ in range(60):
            t=time.perf_counter(); part(0,m,o); one=min(one,time.perf_counter()-t)
            t=time.perf_counter(); c=time.process_time(); g=pool.submit(part,0,h,o2); part(h,m,o2); g.result(); d=time.perf_counter()-t
            if d<two: two=d; cpu2=time.process_time()-c
        assert (o==o2).all()
        print(dt,name,f"1 thread {one*1e6:.0f} us, 2 threads {two*1e6:.0f} us: {one/two:.2f}x faster, CPU of 2 {cpu2*1e6:.0f} us")
