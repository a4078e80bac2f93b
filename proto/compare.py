"""compare.py v1,v2,... shapes [dtype]: variants and BLAS in turns in one process; minima."""
import sys,time,importlib; sys.path[:0]=['proto','proto/blocks']; import numpy as np, math
from shapes import *
names=sys.argv[1].split(','); sel=sys.argv[2].split(','); dts=sys.argv[3].split(',') if len(sys.argv)>3 else ['float32','float64']
def st(x): return tuple(s//x.itemsize for s in x.strides)
for dt in dts:
    fs=[importlib.import_module(f'v_{n}.products').product(dt) for n in names]
    logs=[[] for _ in names]
    for name,m,k,n,ta,tb in MED+SMALL+tall(10000)+tall(256)+tall(32):
        if not any(name.startswith(s) for s in sel): continue
        a=np.random.randn(*((k,m) if ta else (m,k))).astype(dt); b=np.random.randn(*((n,k) if tb else (k,n))).astype(dt)
        A=a.T if ta else a; B=b.T if tb else b; o=np.empty((m,n),dt); args=(a.reshape(-1),0,*st(A),b.reshape(-1),0,*st(B),o.reshape(-1),0,n,1,m,k,n)
        reps=max(1,int(3e6/(m*k*n+5000))); best=[9e9]*(len(fs)+1)
        for f in fs: f(*args)
        for _ in range(30):
            t=time.thread_time()
            for _ in range(reps): np.matmul(A,B,out=o)
            best[-1]=min(best[-1],(time.thread_time()-t)/reps)
            for i,f in enumerate(fs):
                t=time.thread_time()
                for _ in range(reps): f(*args)
                best[i]=min(best[i],(time.thread_time()-t)/reps)
        print(dt,f"{name:10s} blas {best[-1]*1e6:8.2f}us ",' '.join(f"{x}: {b*1e6:8.2f} ({b/best[-1]:.2f})" for x,b in zip(names,best)),flush=True)
        for l,b in zip(logs,best): l.append(math.log(b/best[0]))
    print(dt,'geometric mean relative to',names[0],[round(math.exp(sum(l)/len(l)),3) for l in logs])
