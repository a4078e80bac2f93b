import time, numpy as np
from numba import njit
import numba
t=time.time(); from bpnet_numba.products import matmul; print('import',time.time()-t)
A=np.zeros(10000,np.float32)
t=time.time(); matmul(A,0,4,1,A,0,4,1,A,100,4,1,4,4,4); print('compile matmul',time.time()-t)
@njit(nogil=True,error_model='numpy')
def f(x):
    matmul(x,0,4,1,x,0,4,1,x,100,4,1,4,4,4)
@njit(nogil=True,error_model='numpy')
def f3(x):
    matmul(x,0,4,1,x,0,4,1,x,100,4,1,4,4,4)
    matmul(x,0,4,1,x,0,4,1,x,1000,4,1,14,4,4)
    matmul(x,0,4,1,x,0,4,1,x,1000,4,1,4,14,4)
@njit(nogil=True,error_model='numpy')
def g(x):
    x[0]=x[1]+x[2]
for fn in (g,f,f3):
    t=time.time(); fn(A); print(fn.__name__,'compile',time.time()-t)
