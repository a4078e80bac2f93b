import sys, time, numpy as np
sys.path.insert(0,'proto')
from shapes import *
for dt in (np.float32,np.float64):
    for name,m,k,n,ta,tb in MED+SMALL+tall(10000)+tall(256)+tall(32):
        a=np.random.rand(*((k,m) if ta else (m,k))).astype(dt); a=a.T if ta else a
        b=np.random.rand(*((n,k) if tb else (k,n))).astype(dt); b=b.T if tb else b
        out=np.empty((m,n),dt)
        reps=max(1,int(2e7/(m*k*n+5000)))
        best=9e9
        for _ in range(7):
            t=time.thread_time()
            for _ in range(reps): np.matmul(a,b,out=out)
            best=min(best,(time.thread_time()-t)/reps)
        print(f"{np.dtype(dt).name} {name:10s} {m}x{k}x{n} {best*1e6:9.2f} us {2*m*k*n/best/1e9:7.1f} GF")
