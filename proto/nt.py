import time,numpy as np
from numba import njit
from bpnet_numba.products import Matrix
A=np.zeros(100,np.float32)
@njit
def f(a,b,c,m,k,n): pass
@njit
def g(a,a0,ar,ac,b,b0,br,bc,o,o0,orr,oc,m,k,n): pass
M=Matrix(A,0,4,1)
def best(f,n=20000):
    r=9
    for _ in range(7):
        t=time.thread_time()
        for _ in range(n): f()
        r=min(r,(time.thread_time()-t)/n)
    return r*1e9
f(M,M,M,1,2,3); g(A,0,1,1,A,0,1,1,A,0,1,1,1,1,1)
print(best(lambda:f(M,M,M,1,2,3)),best(lambda:g(A,0,1,1,A,0,1,1,A,0,1,1,1,1,1)))
