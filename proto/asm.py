import sys,re; import numpy as np
from bpnet_numba import products
f=products.matmul
dt=np.dtype(sys.argv[1]); A=np.zeros(100,dt)
f(A,0,1,1,A,0,1,1,A,0,1,1,1,1,1)
asm=list(f.inspect_asm().values())[0]
open('proto/asm.s','w').write(asm)
open('proto/ir.ll','w').write(list(f.inspect_llvm().values())[0])
print(len(asm.splitlines()))
