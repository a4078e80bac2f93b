import sys,time; sys.path.insert(0,'proto'); import numpy as np
from ref import total
from bpnet_numba.sums import axis_sum
from bpnet_numba.products import product
for dt in (np.float32,np.float64):
    for g in (product,axis_sum):
        t=time.time(); add=g(np.dtype(dt).name); print(g.__name__, 'compile',time.time()-t)
    A=np.zeros(1000,dt)
    t=time.time(); product(np.dtype(dt).name)(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4); print('first',time.time()-t, product(np.dtype(dt).name).stats)
    for o,k,i in [(1,256,512),(1,256,10),(1,200,100),(1,10000,32),(1,10000,16),(1,10000,4),(1,10000,1),(256,10,1),(256,512,1),(10000,4,1),(10000,32,1),(8,64,100),(1,1000000,1)]:
        x=np.random.randn(o,k,i).astype(dt); out=np.empty((o,i),dt); X=x.reshape(-1); O=out.reshape(-1)
        add(X,0,O,0,o,k,i)
        assert (out==total(x.transpose(1,0,2))).all() if x.size<200000 else True,(o,k,i)
        reps=max(1,int(1e7/(x.size+5000))); best=[9]*3
        for _ in range(7):
            t=time.thread_time()
            for _ in range(reps): np.add.reduce(x,1,out=out)
            best[0]=min(best[0],(time.thread_time()-t)/reps)
            t=time.thread_time()
            for _ in range(reps): add(X,0,O,0,o,k,i)
            best[1]=min(best[1],(time.thread_time()-t)/reps)
            t=time.thread_time()
            for _ in range(reps): np.dot(X,X)
            best[2]=min(best[2],(time.thread_time()-t)/reps)
        print(np.dtype(dt).name,(o,k,i),f"np.sum {best[0]*1e6:.2f} ours {best[1]*1e6:.2f} us = {best[1]/x.size*1e9:.3f} ns/element; dot(x,x) {best[2]*1e6:.2f}")
