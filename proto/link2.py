import time, numpy as np
from numba import njit, cfunc, types, carray
import llvmlite.binding as llvm
t=time.time(); from bpnet_numba.products import matmul; print('import',time.time()-t)
i8=types.int64; p=types.CPointer(types.float32)
M=(p,i8,i8,i8,i8)
sig=types.void(*M,*M,*M,i8,i8,i8)
t=time.time()
@cfunc(sig,cache=True)
def core(a,sa,a0,ar,ac,b,sb,b0,br,bc,o,so,o0,orr,oc,m,k,n):
    matmul(carray(a,sa),a0,ar,ac,carray(b,sb),b0,br,bc,carray(o,so),o0,orr,oc,m,k,n)
print('compile core',time.time()-t)
llvm.add_symbol('bpnet_multiply_float32',core.address)
ext=types.ExternalFunction('bpnet_multiply_float32',sig)
A=np.random.rand(10000).astype(np.float32)
@njit(nogil=True,error_model='numpy',cache=True)
def mul(a,a0,ar,ac,b,b0,br,bc,o,o0,orr,oc,m,k,n):
    ext(a.ctypes,a.size,a0,ar,ac,b.ctypes,b.size,b0,br,bc,o.ctypes,o.size,o0,orr,oc,m,k,n)
@njit(nogil=True,error_model='numpy',cache=True)
def f3(x):
    mul(x,0,4,1,x,0,4,1,x,100,4,1,4,4,4)
    mul(x,0,4,1,x,0,4,1,x,1000,4,1,14,4,4)
    mul(x,0,4,1,x,0,4,1,x,1000,4,1,4,14,4)
t=time.time(); f3(A); print('f3 compile',time.time()-t, f3.stats)
assert np.allclose(A[100:116].reshape(4,4),A[:16].reshape(4,4)@A[:16].reshape(4,4))
t=time.time(); mul(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4); print('compile mul',time.time()-t)
def best(f,n=20000):
    r=9
    for _ in range(7):
        t=time.thread_time()
        for _ in range(n): f()
        r=min(r,(time.thread_time()-t)/n)
    return r*1e9
print('mul',best(lambda: mul(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4)),'f3',best(lambda:f3(A)))
@njit
def nothing(a,a0,ar,ac,b,b0,br,bc,o,o0,orr,oc,m,k,n): pass
nothing(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4)
print('nothing',best(lambda: nothing(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4)))
@njit
def nothing1(a): pass
nothing1(A); print('nothing1',best(lambda: nothing1(A)))
