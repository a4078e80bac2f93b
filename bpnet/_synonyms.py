"""Names that other libraries have for what bpnet has under another one: one table for all suggestions in errors.

Nothing is accepted under these names. They are written as `normalize` returns them: without case, underscores and the word
"loss". A row is what bpnet has, and the names that mean it. What bpnet has is a name, or advice: words that end in "write" and
code, in which ``...`` are the arguments that were passed. ``{name}`` is the function that was called, ``{value}`` what was
passed, ``{backend}`` the backend that has a device, ``{widths}`` hidden layers, ``{optimizer}`` the name of the network's.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping


def _by_name(rows: Mapping[str, str]) -> dict[str, str]:
    """Return what bpnet has by the names of others."""
    return {name: ours for ours, names in rows.items() for name in names.split()}


CHOICES = {
    "loss": _by_name({
        "absolute_error": "l1 mae meanabsoluteerror",
        "binary_cross_entropy": "bce bcewithlogits log logistic",
        "huber": "smoothl1",
        "poisson": "poissonnll",
        "quantile": "pinball",
        "softmax_cross_entropy": "categoricalcrossentropy ce crossentropy nll softmax sparsecategoricalcrossentropy xent",
        "squared_error": "l2 meansquarederror mse rmse sse",
    }),
    "activation": _by_name({
        "exp": "exponential",
        "identity": "linear none purelin",
        "leaky_relu": "lrelu prelu",
        "relu": "relu6",
        "sigmoid": "hardsigmoid logistic logsig",
        "silu": "hardswish mish swish",
        "tanh": "hardtanh tansig",
    }),
    "optimizer": _by_name({
        "adam": "amsgrad",
        "adamw": "adamweightdecay",
        "radam": "rectifiedadam",
        "sgd": "gd gradientdescent momentum nag nesterov",
    }),
    "initial": _by_name({
        "glorot_normal": "xaviernormal",
        "glorot_uniform": "glorot xavier xavieruniform",
        "he_normal": "he kaimingnormal",
        "he_uniform": "kaiming kaiminguniform",
        "lecun_uniform": "lecun",
        "normal": "gaussian randn randomnormal truncatednormal",
        "uniform": "rand random randomuniform",
    }),
    "minimizer": _by_name({"lbfgs": "bfgs", "levenberg_marquardt": "lm marquardt trainlm"}),
    "metric": _by_name({
        "accuracy": "acc binaryaccuracy categoricalaccuracy sparsecategoricalaccuracy",
        "balanced_accuracy": "balancedacc",
        "f1": "f1macro f1score fscore",
        "mean_absolute_error": "l1 mae",
        "mean_squared_error": "l2 mse negmeansquarederror",
        "root_mean_squared_error": "rmse",
        "r2": "r2score rsquared",
        "recall": "sensitivity tpr",
    }),
    "backend": _by_name({"cupy": "cuda gpu", "jax": "jnp", "numpy": "cpu np", "torch": "pytorch"}),
}  # fmt: skip
"""Values of arguments that have names, by what they name."""

MODULE_OF = {
    "loss": "losses",
    "activation": "layers",
    "optimizer": "optimizers",
    "initial": "initializers",
    "minimizer": "minimizers",
}
"""The module of the functions that each kind of `CHOICES` names; metrics are only names."""

_LAYERS = "n_in=2, loss='squared_error')"
_NETWORK = f"bpnet.Network([bpnet.layers.dense(8, 'relu'), bpnet.layers.affine(1)], {_LAYERS}"
_BOTH = "bpnet.MLP((n_in, 8, n_out), optimizer='adam', loss='squared_error')"
_FIT = "net.fit(x, y, epochs=100"
_IN_FIT = f"fit has it: write {_FIT}"
_IN_OPTIMIZER = "the optimizer has it: write {name}(..., optimizer=bpnet.optimizers"
_STOPPING = f"it is a callback: write {_FIT}, validation=0.2, callbacks=[bpnet.callbacks.EarlyStopping()])"
_OF_NETWORK = "a network has it from its constructor: write bpnet.MLP((n_in, 8, n_out), "
_INPUTS = "a layer has as many inputs as the layer before has outputs: write bpnet.layers."
_CLIP = "a function limits gradients: write bpnet.optimizers."
_OWN = "the network passes its params itself: write bpnet.optimizers.{name}(learning_rate=0.1)"
_ACTIVATION = "it is a layer, or that of dense: write bpnet.layers.dense(8, {value})"
_DEVICE = "the backend of the network has the device: write bpnet.MLP((n_in, 8, n_out), backend={backend})"

_BUILDING = _by_name({
    "dtype": "precision",
    "loss": "cost criterion lossfn lossfunction objective",
    "optimizer": "optim solver",
    "seed": "key randomseed randomstate rng",
    "the backend has the device: write {name}(..., backend={backend})": "device",
    f"it is a layer: write bpnet.Network([bpnet.layers.dense(8, 'relu'), bpnet.layers.batch_norm()], {_LAYERS}":
        "batchnorm batchnormalization",
    f"it is a layer: write bpnet.Network([bpnet.layers.dense(8, 'relu'), bpnet.layers.dropout()], {_LAYERS}":
        "dropout dropoutrate",
    _STOPPING: "earlystopping",
    "fit has it: write net.fit(x, y, epochs={value})": "epochs maxepochs maxiter nepochs niter numepochs",
    f"{_IN_FIT}, batch_size={{value}})": "batchsize",
    f"{_IN_FIT}, callbacks={{value}})": "callbacks",
    f"{_IN_FIT}, class_weight={{value}})": "classweight",
    f"{_IN_FIT}, compile=True)": "jit",
    f"{_IN_FIT}, metrics={{value}})": "metrics",
    f"{_IN_FIT}, progress=True)": "verbose",
    f"{_IN_FIT}, shuffle={{value}})": "shuffle",
    f"{_IN_FIT}, threads={{value}})": "njobs",
    f"{_IN_FIT}, validation={{value}})": "validationfraction",
    f"{_IN_OPTIMIZER}.{{optimizer}}(learning_rate={{value}}))": "eta learningrate learningrateinit lr",
    f"{_IN_OPTIMIZER}.sgd(momentum={{value}}))": "momentum",
    f"{_IN_OPTIMIZER}.adamw(weight_decay={{value}}))": "alpha l2 weightdecay",
})  # fmt: skip

ARGUMENTS = {
    "MLP": _BUILDING | _by_name({
        "hidden": "act activation activationfunction activations hiddenactivation",
        "initial": "init initializer kernelinitializer weightinit",
        "output": "finalactivation lastactivation outactivation outputactivation",
        "sizes": "layersizes",
        "sizes has all layers, from the inputs to the outputs: write bpnet.MLP((n_in, {widths}, n_out))":
            "hiddendim hiddenlayers hiddenlayersizes hiddensize hiddensizes hiddenunits layers nhidden units",
        "sizes begins with the number of inputs and ends with that of outputs: write bpnet.MLP((n_in, 8, n_out))":
            "infeatures inputdim inputshape inputsize nclasses nin nout numclasses outfeatures outputsize",
    }),
    "Network": _BUILDING | _by_name({
        "layers": "model",
        "n_in": "infeatures inputdim inputshape inputsize nfeatures",
        _ACTIVATION: "activation",
        f"the last layer has the number of outputs: write {_NETWORK}": "nout",
        "an MLP has sizes: write bpnet.MLP({value})": "sizes",
    }),
    "fit": _by_name({
        "batch_size": "batch bs minibatchsize",
        "callbacks": "callback",
        "class_weight": "classweights",
        "compile": "jit",
        "epochs": "iterations maxepochs maxiter nbepoch nepochs niter numepochs",
        "metrics": "metric",
        "progress": "disp verbose verbosity",
        "sample_weight": "sampleweights weights",
        "threads": "njobs nthreads numthreads",
        "validation": "evalset testsize validationdata validationfraction validationset validationsplit valdata valsplit",
        "x": "inputs",
        "y": "labels target targets",
        _STOPPING: "earlystopping",
        _DEVICE: "device",
        f"it is a callback: write {_FIT}, callbacks=[bpnet.callbacks.Checkpoint({{value}})])": "checkpoint",
        f"a callback has it: write {_FIT}, callbacks=[bpnet.callbacks.EarlyStopping(patience={{value}})])": "patience",
        f"{_OF_NETWORK}{{argument}}={{value}})": "backend dtype initial loss seed",
        f"{_OF_NETWORK}optimizer={{value}})": "solver",
        f"{_OF_NETWORK}seed={{value}})": "randomstate",
        "the network has it: write net.learning_rate = {value}": "learningrate lr",
    }),
    "compile": _by_name({
        f"{_OF_NETWORK}{{argument}}={{value}})": "loss optimizer",
        f"{_IN_FIT}, metrics={{value}})": "metrics",
        f"{_IN_FIT}, compile=True)": "jitcompile",
    }),
    "predict": _by_name({
        "x": "inputs data",
        "it takes all samples at once, and memory maps in portions: write net.predict(x)": "batchsize steps",
        "it shows nothing: write net.predict(x)": "verbose",
    }),
    "EarlyStopping": _by_name({
        "patience": "epochs nepochs niternochange",
        "restore_best": "restorebestweights",
        "threshold": "mindelta tol",
    }),
    "Checkpoint": _by_name({"every": "interval period savefreq", "path": "file filename filepath"}),
    "optimizers": _by_name({
        "alpha": "rho",
        "eps": "epsilon",
        "learning_rate": "alpha eta learningrateinit lr rate stepsize",
        "weight_decay": "l2",
        "a pair has both: write bpnet.optimizers.adam(betas=({value}, 0.999))": "beta1",
        "a pair has both: write bpnet.optimizers.adam(betas=(0.9, {value}))": "beta2",
        "sgd has it, and the first beta of adam is one: write bpnet.optimizers.sgd(momentum={value})": "momentum",
        "a schedule has it: write bpnet.optimizers.{name}(bpnet.schedules.exponential(0.1, decay=0.99))": "decay",
        "a function adds it: write bpnet.optimizers.l2(bpnet.optimizers.{name}(), {value})": "weightdecay",
        f"{_CLIP}clip_norm(bpnet.optimizers.{{name}}(), {{value}})": "clipnorm globalclipnorm gradientclip",
        f"{_CLIP}clip_value(bpnet.optimizers.{{name}}(), {{value}})": "clipvalue",
        _OWN: "parameters params",
    }),
    "layers": _by_name({
        "activation": "act activationfunction",
        "bias": "usebias",
        "eps": "epsilon",
        "initial": "init initializer kernelinitializer",
        "n_out": "nunits outfeatures outputdim size units",
        "negative_slope": "alpha slope",
        "rate": "p",
        _ACTIVATION: "activation",
        f"{_INPUTS}affine(8)": "infeatures inputdim inputshape nin",
        f"{_INPUTS}{{name}}()": "numfeatures",
    }),
    "losses": _by_name({
        "delta": "beta",
        "label_smoothing": "smoothing",
        "quantiles": "tau",
        "both cross-entropies take logits: write bpnet.losses.{name}()": "fromlogits",
        f"fit weighs classes: write {_FIT}, class_weight='balanced')": "weight",
    }),
    "schedules": _by_name({
        "every": "stepsize",
        "factor": "gamma",
        "final": "etamin",
        "least": "minlr",
        "rate": "initiallearningrate learningrate lr",
        "steps": "decaysteps tmax warmupsteps",
    }),
    "initializers": _by_name({"deviation": "std stddev", "gain": "scale", "limit": "maxval"}),
    "datasets": _by_name({"n": "nsamples points"}),
    "backend": _by_name({"spec": "backend name", "the specification has it: write bpnet.get_backend({backend})": "device"}),
    "checkpoint": _by_name({"backend": "device", "path": "filename filepath"}),
}  # fmt: skip
"""Arguments, by the function that does not have them, or by its module."""

NEEDED = {
    "MLP": "write bpnet.MLP((n_in, 8, n_out))",
    "Network": f"write {_NETWORK}",
    "NeuralNetwork": "write bpnet.NeuralNetwork(2, 4, 1)",
    "dense": "write bpnet.layers.dense(8, 'relu'), or bpnet.layers.affine(8) without activation",
    "compile": f"it compiles a function; optimizer and loss are the constructor's: write {_BOTH}",
    "fit": f"write {_FIT})",
}
"""Calls with all that a function needs."""

TOO_MANY = {
    "affine": f"{_INPUTS}affine({{value}})",
    "batch_norm": f"{_INPUTS}batch_norm()",
    "layer_norm": f"{_INPUTS}layer_norm()",
    "compile": NEEDED["compile"],
    "optimizers": _OWN,
}
"""Advice to who passes too many arguments by position, by function or module; ``{value}`` is the last of them."""

ATTRIBUTES = {
    "net": _by_name({
        "write net.fit(x, y, epochs=100)": "train",
        "fit returns it: write net.fit(x, y, epochs=100)": "history losscurve",
        "the history of fit has them, score computes one: write net.score(x, y)": "metrics",
        "write net.predict(x)": "apply call feedforward forward transform",
        "predict and loss are always in inference mode: write net.predict(x)": "eval",
        "predict returns them if output is 'sigmoid' or 'softmax': write net.predict(x)": "predictproba",
        "net.loss(x, y) is the loss, and the accuracy or r2: write net.score(x, y)": "evaluate",
        "one update on a batch: write net.step(x, y)": "partialfit trainonbatch trainstep",
        "write net.value_and_grad(x, y)": "backward",
        "gradients are not accumulated: write net.value_and_grad(x, y)": "zerograd",
        "write net.params": "getweights namedparameters parameters statedict trainablevariables weights",
        "each layer has a pair (w, b): write net.params": "biases coef coefs intercept intercepts",
        "write net.params = net.params": "setweights",
        "write net.set_params_and_state(net.params, net.state)": "loadstatedict",
        "write net.training.epoch": "epochs nepochs niter",
        "the constructor's arguments are in net.architecture, the weights in params: write net.params": "getparams",
        "write net.n_params": "countparams nparameters numparams",
        "write net.learning_rate": "lr",
        "write net.layer": "layers",
        f"a network keeps its layers: write {_NETWORK}": "add",
        "write net.to('numpy')": "cpu",
        "write net.to('cupy')": "gpu",
        "write net.to('torch:cuda')": "cuda",
        "write bpnet.MLP((n_in, 8, n_out), dtype='float64')": "double",
        "write bpnet.MLP((n_in, 8, n_out), dtype='float32')": "float half",
        "write bpnet.load('net.bpnet')": "load",
        "write net.restore('net.bpnet')": "loadweights",
        "write net.save('net.bpnet')": "saveweights",
    }),
    "history": _by_name({
        "write history.loss": "history losscurve losses params train training",
        "write history.validation_loss": "test testloss val valid validation vallosses",
        "fit(metrics=['accuracy']) computes it: write history.metrics['accuracy']": "acc accuracy trainacc trainaccuracy",
        "fit(metrics=['accuracy']) computes it: write history.validation_metrics['accuracy']":
            "testaccuracy valacc valaccuracy validationaccuracy",
        "a dict has them by name: write history.metrics": "score scores",
        "write len(history.loss)": "epoch epochs nepochs niter",
        "a function draws: write bpnet.plotting.curves(history)": "curves plot show",
    }),
    "nn": _by_name({
        "write nn.train(x, y, epochs=1000, learning_rate=0.1)": "fit learn",
        "write nn.feedforward(x)": "call forward predict",
        "write nn.network.loss(x, y)": "evaluate loss score",
        "write nn.network.params": "parameters params weights",
        "write nn.network.save('net.bpnet')": "save",
    }),
}  # fmt: skip
"""Attributes of networks: of `Network`, called net, and of `NeuralNetwork`, called nn; and those of a `History`."""

OBJECTS = _by_name(
    {
        "bpnet.MLP": "perceptron",
        "bpnet.Network": "model module sequential",
        "bpnet.Network.fit": "fit train",
        "bpnet.arrays.Array": "tensor",
        "bpnet.callbacks.Checkpoint": "modelcheckpoint",
        "bpnet.load": "loadmodel",
        "bpnet.plotting.curves": "learningcurve learningcurves lossplot plot plothistory",
        "bpnet.plotting.decision_surface": "decisionboundary",
        "bpnet.layers.affine": "linear",
        "bpnet.layers.batch_norm": "batchnorm1d batchnormalization",
        "bpnet.layers.layer_norm": "layernormalization",
        "bpnet.layers.parallel": "concat concatenate",
        "bpnet.plotting": "plot plots",
        "bpnet.schedules.Schedule": "learningratescheduler",
        "bpnet.schedules.cosine": "cosineannealinglr cosinedecay",
        "bpnet.schedules.exponential": "exponentialdecay exponentiallr",
        "bpnet.schedules.reduce_on_plateau": "reducelronplateau",
        "bpnet.schedules.step": "steplr",
        "bpnet.schedules.warm_up": "linearlr warmup",
        "bpnet.sklearn.MLPClassifier": "mlpclassifier",
        "bpnet.sklearn.MLPRegressor": "mlpregressor",
        "bpnet.sklearn.from_sklearn": "fromsklearn",
        "bpnet.sklearn.to_network": "tonetwork",
        "bpnet.sklearn.to_sklearn": "tosklearn",
        "bpnet.use_backend": "setbackend",
    }
)
"""Paths of classes and functions."""


def normalize(name: str) -> str:
    """Return a name as the tables have it.

    Examples
    --------
    >>> normalize("LeakyReLU"), normalize("leaky_relu"), normalize("MSELoss")
    ('leakyrelu', 'leakyrelu', 'mse')
    """
    bare = re.sub(r"[^0-9a-z]", "", name.lower())
    return bare.removesuffix("loss") or bare


def find_choice(kind: str, value: str, known: tuple[str, ...]) -> str | None:
    """Return the known name that is meant by a name of another library, by another spelling, or by a slip."""
    word, ours = normalize(value), {normalize(name): name for name in known}
    meant = CHOICES.get(kind, {}).get(word)
    close = difflib.get_close_matches(word, ours, n=1)
    return meant if meant in known else ours.get(word) or (ours[close[0]] if close else None)
