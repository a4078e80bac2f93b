import numpy as np
def tree(nodes):
    while len(nodes)>1:
        nodes=[nodes[i]+nodes[i+1] if i+1<len(nodes) else nodes[i] for i in range(0,len(nodes),2)]
    return nodes[0]
def total(terms, block=32):
    """terms: (k, ...)"""
    if not len(terms): return np.zeros(terms.shape[1:],terms.dtype)
    nodes=[]
    for s in range(0,len(terms),block):
        acc=terms[s].copy()
        for x in terms[s+1:s+block]: acc=acc+x
        nodes.append(acc)
    return tree(nodes)
def product(a,b): return total(a.T[:,:,None]*b[:,None,:])
