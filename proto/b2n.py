import sys,time; sys.path.insert(0,'proto'); import numpy as np
from shapes import *; from ref import product
t=time.time()
from bpnet_numba.products import product as get
import os
dts=[np.float32,np.float64] if len(sys.argv)<3 else [np.dtype(sys.argv[2]).type]
sel=sys.argv[1] if len(sys.argv)>1 else 'all'
groups=MED+SMALL+tall(10000)+tall(256)+tall(128)+tall(32)
def strides(x):
    return tuple(s//x.itemsize for s in x.strides)
def call(a,b,out):
    m,k=a.shape;n=b.shape[1]
    matmul(a.base.reshape(-1),0,*strides(a),b.base.reshape(-1),0,*strides(b),out.base.reshape(-1),0,*strides(out),m,k,n)
from numba import njit
for dt in dts:
    t=time.time(); matmul=get(np.dtype(dt).name); print("compile entry",time.time()-t)
    for name,m,k,n,ta,tb in groups:
        if sel!='all' and not any(name.startswith(s) for s in sel.split(',')): continue
        a=np.random.randn(*((k,m) if ta else (m,k))).astype(dt); a=a.T if ta else a[:]
        b=np.random.randn(*((n,k) if tb else (k,n))).astype(dt); b=b.T if tb else b[:]
        out=np.empty((m,n),dt)[:]
        t=time.time(); call(a,b,out); t=time.time()-t
        if t>.5: print('compile',t)
        pass
        reps=max(1,int(1e7/(m*k*n+5000)))
        best=[9e9]*2; 
        ars,acs=strides(a); brs,bcs=strides(b); A=a.base.reshape(-1); B=b.base.reshape(-1); O=out.base.reshape(-1)
        for _ in range(9):
            t=time.thread_time()
            for _ in range(reps): np.matmul(a,b,out=out)
            best[0]=min(best[0],(time.thread_time()-t)/reps)
            t=time.thread_time()
            for _ in range(reps): matmul(A,0,ars,acs,B,0,brs,bcs,O,0,n,1,m,k,n)
            best[1]=min(best[1],(time.thread_time()-t)/reps)
        print(f"{np.dtype(dt).name} {name:10s} {m}x{k}x{n}  blas {best[0]*1e6:9.2f} us  ours {best[1]*1e6:9.2f} us  ratio {best[1]/best[0]:5.2f}  {2*m*k*n/best[1]/1e9:6.1f} GF",flush=True)
