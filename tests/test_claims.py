"""The pages' promises: each sentence that says what is noticed, refused, kept or restored has a test that shows it.

A page that changes its words, or a test that goes, fails here. Promises without a test elsewhere have one at the end of this
file, whose docstring names the page.
"""

import ast
import functools
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import callbacks, layers, optimizers
from bpnet.arrays import leaves
from bpnet.testing import CHECKS

ROOT = Path(__file__).parent.parent
RESEARCH, TRAINING, PARITY = "docs/in-gpu-research-code.md", "docs/training.md", "docs/parity.md"
ORDER = "docs/one-order.md"
BACKENDS, SKLEARN, ALL = "docs/writing-a-backend.md", "docs/scikit-learn.md", "docs/all-of-bpnet.md"
COMPILED = "docs/how-a-step-is-compiled.md"
MACHINES, COOKBOOK, GRAPHS = "docs/many-machines.md", "docs/cookbook.md", "docs/graphs.md"
IN_AND_OUT = "docs/in-and-out.md"
SECOND = "docs/second-order.md"
WHICH, COMPARISON = "docs/which-backend.md", "docs/comparison.md"
METRICS = "docs/metrics.md"
COMING, ADVICE = "docs/coming-from.md", "docs/design/0051-one-name-and-one-table-of-synonyms.md"

CLAIMS = [
    # Page, words, and the test: file::name below tests/, a row of the conformance kit, or a test of this file.
    ("docs/index.md", "in exact arithmetic, bit for bit", "test_parity.py::test_exact_trajectories_are_numpys_bit_for_bit"),
    ("docs/index.md", "Arrays stay on their device", "test_network.py::test_results_stay_where_the_data_lives"),
    ("docs/install.md", "and why others do not", "test_cli.py::test_backends_shows_the_table_and_the_reasons"),
    ("README.md", "and lists those that are missing", "test_plugin.py::test_a_backend_that_cannot_run_is_a_visible_row"),
    ("README.md", "the numbers are the same to the digits shown", "test_cli.py::test_xor_prints_the_same_lines_on_every_backend"),
    (
        "README.md",
        "A backend chosen by name is used or raises an error with the reason",
        "test_registry.py::test_errors_say_what_came_whence_and_what_to_do",
    ),
    ("README.md", "falls back with a warning", "test_registry.py::test_a_chain_falls_back_and_each_fallback_warns_once"),
    ("README.md", "**bit for bit**", "test_parity.py::test_exact_trajectories_are_numpys_bit_for_bit"),
    (
        "README.md",
        "279941abecf35e832ec0d570e23bded583df76c4c033e2c70ad479eb38edc132",
        "test_parity.py::test_exact_trajectories_are_those_of_any_day",
    ),
    ("README.md", "arrays and devices, never mathematics", "test_structure.py::test_backends_know_no_word_of_the_algorithm"),
    (
        "README.md",
        "a test that uses the fixture `bpnet_backend` runs once per backend",
        "test_plugin.py::test_all_known_backends_are_the_default",
    ),
    (
        "README.md",
        "any other backend that cannot run is listed with the reason",
        "test_plugin.py::test_a_required_backend_that_cannot_run_fails",
    ),
    # Second-order training
    (
        SECOND,
        "Training ends early when no element of the gradient is larger than `tolerance`",
        "test_minimizers.py::test_a_training_ends_when_it_has_converged_and_says_so",
    ),
    (
        SECOND,
        "or when no step lowers the loss any more",
        "test_minimizers.py::test_a_reference_problem_of_nist_is_solved_to_its_certified_digits",
    ),
    (
        SECOND,
        "the count of its updates stay as they are",
        "test_minimizers.py::test_a_training_ends_when_it_has_converged_and_says_so",
    ),
    (
        SECOND,
        "`resume=` continues to the same\nbits",
        "test_minimizers.py::test_a_training_in_two_parts_is_resumed_with_the_same_bits",
    ),
    (
        SECOND,
        "another minimizer, or other settings, are refused",
        "test_minimizers.py::test_a_file_with_other_settings_or_with_a_wrong_memory_is_refused",
    ),
    (SECOND, "the minimizer begins afresh from them", "test_minimizers.py::test_callbacks_see_each_epoch_and_may_stop_or_assign"),
    (SECOND, "memory-mapped samples are loaded", "test_minimizers.py::test_mapped_samples_are_loaded"),
    (SECOND, "Refused, with an error that says what to do", "test_minimizers.py::test_arguments_that_do_not_fit_are_refused"),
    (SECOND, "otherwise in training than in inference", "test_minimizers.py::test_layers_that_training_changes_are_refused"),
    (SECOND, "matrices over `memory` bytes", "test_minimizers.py::test_a_network_that_does_not_fit_into_memory_is_refused"),
    (
        SECOND,
        "the same bits on every backend, compiled or not",
        "test_minimizers.py::test_exact_arithmetic_has_numpys_bits_on_every_backend",
    ),
    (SECOND, "The step t has the strong\nWolfe conditions", "test_minimizers.py::test_every_step_has_the_wolfe_conditions"),
    (
        SECOND,
        "Steps are the same for a mean and for a sum",
        "test_minimizers.py::test_steps_do_not_depend_on_the_reduction_of_the_loss",
    ),
    # Which backend, and comparison with other libraries
    (WHICH, "goes on as if it had always been there", "test_network.py::test_a_network_moves_between_backends_and_goes_on"),
    (WHICH, "does the same with [a file]", "test_checkpoint.py::test_a_network_trained_on_one_backend_goes_on_on_another"),
    (WHICH, "with a warning if it is not the first", "test_registry.py::test_a_chain_falls_back_and_each_fallback_warns_once"),
    (WHICH, "by `python docs/performance_page.py`", "test_bench.py::test_the_pages_of_figures_are_made_of_the_records"),
    (COMPARISON, "by `python docs/performance_page.py`", "test_bench.py::test_the_pages_of_figures_are_made_of_the_records"),
    (COMPARISON, "from the same weights and batches", "test_bench.py::test_every_peer_computes_what_the_reference_does"),
    (COMPARISON, "within 1e-9 in float64", "test_torch_twins.py::test_optimizers"),
    (COMPARISON, "with their curves, weights", "test_sklearn.py::test_twenty_epochs_have_the_same_curve_and_attributes"),
    # Data larger than memory
    (
        TRAINING,
        "Everything is as for the same data in memory, to the same bits",
        "test_larger_than_memory.py::test_samples_on_disk_train_to_the_bits_of_those_in_memory",
    ),
    (
        TRAINING,
        "errors about values, which are all checked before training",
        "test_larger_than_memory.py::test_values_on_disk_are_checked_with_the_same_errors",
    ),
    (TRAINING, "and be views", "test_larger_than_memory.py::test_maps_of_any_dtype_and_layout_train_as_arrays"),
    (TRAINING, "Files are not changed", "test_larger_than_memory.py::test_files_are_not_changed_and_a_step_cannot_write_to_them"),
    (
        TRAINING,
        "batches of together 32 MiB, at least two",
        "test_larger_than_memory.py::test_a_training_on_disk_takes_the_memory_of_batches_and_not_of_the_data",
    ),
    (
        TRAINING,
        "computed in these portions for data in memory too",
        "test_larger_than_memory.py::test_losses_and_predictions_come_from_the_disk_in_portions",
    ),
    (
        TRAINING,
        "A file on disk that is truncated during training is an `OSError`",
        "test_larger_than_memory.py::test_a_file_that_is_truncated_in_training_is_an_error_and_epochs_before_it_are_kept",
    ),
    # Many machines
    (MACHINES, "**the same bits on any number of ranks**", "test_mpi.py::test_one_hash_for_any_number_of_ranks"),
    (
        MACHINES,
        "It prints the same last loss for 1, 2, 3, 4 and 8 ranks",
        "test_mpi.py::test_the_program_of_the_page_prints_the_same_loss_on_any_number_of_ranks",
    ),
    (MACHINES, "333 rows are 192 + 141 on two ranks", "test_distributed.py::test_shards_and_nodes_of_333_rows"),
    (
        MACHINES,
        "A batch of one row is computed by every rank",
        "test_distributed.py::test_shards_cover_a_batch_and_are_as_equal_as_their_blocks_allow",
    ),
    (
        MACHINES,
        "is checked at the start, by a hash",
        "test_distributed.py::test_different_data_and_params_are_refused_on_every_rank",
    ),
    (
        MACHINES,
        "Own rows train as the same rows in one place do, to the same bits",
        "test_distributed.py::test_own_rows_train_as_all_rows_do",
    ),
    (MACHINES, "stay on disk", "test_distributed.py::test_memory_mapped_rows_stay_on_disk"),
    (
        MACHINES,
        "Rows that are where they are needed are not sent",
        "test_distributed.py::test_rows_that_are_where_they_are_needed_are_not_sent",
    ),
    (MACHINES, "one per step, with the loss", "test_distributed.py::test_native_arithmetic_sends_one_vector_per_step"),
    (
        MACHINES,
        "each receives the nodes of its slice",
        "test_distributed.py::test_each_rank_computes_its_shard_and_sends_its_nodes",
    ),
    (
        MACHINES,
        "if the MPI library says",
        "test_distributed.py::test_cupys_arrays_go_through_pinned_memory_or_stay_on_the_device",
    ),
    (
        MACHINES,
        "the ranks may even have different backends",
        "test_distributed.py::test_ranks_of_different_libraries_have_the_same_bits",
    ),
    (
        MACHINES,
        "every rank raises `ValueError` with both values",
        "test_distributed.py::test_different_networks_are_refused_on_every_rank_with_both_values",
    ),
    (
        MACHINES,
        "the others raise `bpnet.RankError`",
        "test_distributed.py::test_an_error_of_a_callback_on_one_rank_ends_all",
    ),
    (MACHINES, "and no process is left", "test_mpi.py::test_a_failure_of_one_rank_ends_all_with_its_own_error"),
    (
        MACHINES,
        "**A training may be resumed on another number of ranks**",
        "test_mpi.py::test_a_killed_training_goes_on_with_another_number_of_ranks_to_the_same_bits",
    ),
    (MACHINES, "stops the training on any rank stops it on all", "test_distributed.py::test_a_callback_on_any_rank_stops_all"),
    (MACHINES, "a wrong order of sums that must be noticed", "test_mpi.py::test_rows_of_ranks_and_their_control"),
    (MACHINES, "are refused by name", "test_distributed.py::test_a_step_that_cannot_be_divided_is_refused_by_name"),
    # In GPU research code
    (RESEARCH, "Arrays of that backend go in and come out", "test_network.py::test_results_stay_where_the_data_lives"),
    (
        RESEARCH,
        "anything else raises `BackendMismatchError`, which says how to convert",
        "test_network.py::test_an_array_of_another_library_is_refused",
    ),
    (RESEARCH, "which says how to convert", "test_backend.py::test_hints_lead_from_what_raised_them_to_the_result"),
    (
        RESEARCH,
        "stay on the device until you call `net.backend.to_host(array)`",
        "test_network.py::test_no_host_copy_hides_inside_the_step",
    ),
    (
        RESEARCH,
        "`step` and `predict` transfer host arrays, the other two refuse them",
        "test_network.py::test_value_and_grad_takes_arrays_of_the_backend_alone",
    ),
    (RESEARCH, "the params', not their values", "test_network.py::test_gradients_that_do_not_fit_are_refused"),
    (
        RESEARCH,
        "the next `update` uses it",
        "test_network.py::test_value_and_grad_and_update_are_a_step_for_a_network_with_state",
    ),
    (
        RESEARCH,
        "checks the values of `x` and `y` (finite, in range)",
        "test_network.py::test_values_of_arrays_on_the_device_are_looked_at_by_fit",
    ),
    (
        RESEARCH,
        "at the end of each chunk of epochs, to read all losses",
        "test_network.py::test_losses_are_read_once_per_chunk",
    ),
    (
        RESEARCH,
        "the best params are kept on the device, and not copied",
        "test_the_best_params_are_kept_on_the_device_and_not_copied",
    ),
    (
        RESEARCH,
        "costs a pass over the training data in inference, and one read",
        "test_early_stopping_without_validation_costs_one_pass_an_epoch",
    ),
    (
        RESEARCH,
        "a label out of range there counts as no class, and a NaN is not detected",
        "test_step_does_not_look_at_values_on_the_device",
    ),
    (RESEARCH, "on the same device, memory is shared where both support that", "test_dlpack_shares_memory_on_the_host"),
    (RESEARCH, "bpnet never writes to its arguments", "test_no_call_writes_into_the_arrays_that_it_is_given"),
    (RESEARCH, "DLPack keeps the dtype", "test_backend.py::test_arrays_arrive_through_dlpack"),
    (RESEARCH, "also on JAX with its 64-bit mode off", "test_astype_gives_float64_on_jax_with_its_64_bit_mode_off"),
    (RESEARCH, "Its calls run under `no_grad`", "test_backend.py::test_torch_scopes_hold_full_float32_and_no_tape"),
    (RESEARCH, "for derivatives of any order", "test_recipes.py::test_first_and_second_derivatives_of_the_surrogate_are_right"),
    (
        RESEARCH,
        "second derivatives are wrong without an error",
        "test_recipes.py::test_a_kept_pullback_in_an_autograd_function_has_wrong_second_derivatives",
    ),
    (
        RESEARCH,
        "For a network with state, `update` raises `ValueError` if none is passed",
        "test_network.py::test_an_update_without_the_state_of_its_gradients_is_refused",
    ),
    (
        RESEARCH,
        "A pullback may be called later, and more than once",
        "test_recipes.py::test_pullbacks_may_be_called_later_and_more_than_once",
    ),
    (RESEARCH, "is the same step as a pure function", "test_recipes.py::test_the_functional_core_trains_as_the_network_does"),
    (
        RESEARCH,
        "So params and state with a leading axis represent several networks",
        "test_recipes.py::test_each_network_of_a_leading_axis_is_as_if_it_were_alone",
    ),
    (
        RESEARCH,
        "`net.step`, `net.update` and `net.fit` inside your own `jax.jit` raise a `TypeError`",
        "test_networks_inside_a_trace_of_jax",
    ),
    (RESEARCH, "`net.predict` and `net.value_and_grad` may be traced", "test_networks_inside_a_trace_of_jax"),
    (RESEARCH, "`net.loss` checks values, so it cannot be traced", "test_networks_inside_a_trace_of_jax"),
    (
        RESEARCH,
        "change no global setting, so a float64 network computes in float64",
        "test_backend.py::test_jax_keeps_float64_in_scopes_of_its_own_and_warns_once",
    ),
    (
        RESEARCH,
        "Building such a network warns once",
        "test_backend.py::test_jax_keeps_float64_in_scopes_of_its_own_and_warns_once",
    ),
    (
        RESEARCH,
        "a float64 network refuses your arrays with `BackendMismatchError`",
        "test_backend.py::test_jax_keeps_float64_in_scopes_of_its_own_and_warns_once",
    ),
    (
        RESEARCH,
        "with its params, opt_state and epochs",
        "test_network.py::test_a_network_moves_between_backends_and_goes_on",
    ),
    (RESEARCH, "for the rest of the process", "test_a_backend_without_a_device_stays_where_it_was_first"),
    (
        RESEARCH,
        "applies to the thread or the asyncio task that entered it",
        "test_registry.py::test_threads_and_tasks_choose_apart",
    ),
    (RESEARCH, "By default a new thread does not inherit it", "test_registry.py::test_a_new_thread_does_not_inherit_the_context"),
    (RESEARCH, "Threads may share a backend", "test_network.py::test_threads_train_undisturbed"),
    (RESEARCH, 'while any thread is inside bpnet, it is "highest" for all', "conformance: scopes_of_threads_overlap"),
    # Training
    (
        TRAINING,
        "that depends only on the seed and the number of the epoch, so it is the same on every backend",
        "test_network.py::test_the_order_of_samples_is_a_pure_function_of_seed_and_epoch",
    ),
    (
        TRAINING,
        "chosen by the seed and not trained on",
        "test_properties.py::test_rows_that_are_held_out_change_no_param",
    ),
    (
        TRAINING,
        "The last batch of an epoch may be short",
        "test_network.py::test_an_epoch_shows_every_sample_once_and_weighs_a_short_batch_by_its_samples",
    ),
    (
        TRAINING,
        "the loss of each batch is computed before its update",
        "test_network.py::test_a_full_batch_is_a_loop_of_steps",
    ),
    (
        TRAINING,
        "no dropout, running statistics for batch norm",
        "test_layers.py::test_normalized_training_and_inference_follow_pytorch",
    ),
    (
        TRAINING,
        "A second call of `fit` continues training, with the same opt_state",
        "test_network.py::test_fits_in_parts_are_one_fit",
    ),
    (
        TRAINING,
        "Assigning `net.params` resets the opt_state and the counts of epochs and updates",
        "test_network.py::test_assigned_params_are_copies_and_start_the_optimizer_afresh",
    ),
    (TRAINING, "records which ran", "test_fit.py::test_provenance_says_how_the_steps_ran"),
    (
        TRAINING,
        '`"compiled and plain"`',
        "test_captures.py::test_a_variable_that_a_callback_changes_has_its_effect_in_compiled_steps",
    ),
    (
        TRAINING,
        "numpy | compiled: a plan replayed into fixed buffers | 0.1 s | the same bits",
        "test_properties.py::test_a_fit_on_numpy_plain_or_compiled_has_the_bits_of_a_loop_of_steps",
    ),
    (
        TRAINING,
        "compiled to machine code, with the loop over epochs if a step is small",
        "test_numba_executor.py::test_machine_code_is_kept_for_the_next_process",
    ),
    (
        TRAINING,
        "torch | compiled on the CPU: a plan replayed into fixed buffers",
        "test_torch_executor.py::test_steps_are_compiled_by_default_and_plain_when_asked",
    ),
    (
        TRAINING,
        "`predict` takes batches of any length without a new compilation for each",
        "test_compiled_functions.py::test_outputs_of_batches_of_any_length_need_three_programs",
    ),
    (
        TRAINING,
        "`net.compile` makes a function as fast as they are",
        "test_compiled_functions.py::test_a_function_of_ones_own_is_compiled_once_for_its_shapes",
    ),
    (
        TRAINING,
        "array-api-strict and PyTorch interpret the plan of the step",
        "test_exact_steps.py::test_a_compiled_training_has_the_bits_of_numpys_plain_one",
    ),
    (
        TRAINING,
        "counts its calls or draws from its own generator, so the two traces differ",
        "test_captures.py::test_what_draws_or_counts_by_itself_is_not_frozen",
    ),
    (
        TRAINING,
        "a function that plans do not support",
        "test_compiled_layers.py::test_what_cannot_be_compiled_runs_as_it_is_and_says_why",
    ),
    (
        TRAINING,
        "changes its input in place (NumPy and Numba)",
        "test_captures.py::test_a_step_that_changes_what_it_is_given_runs_plain",
    ),
    (
        TRAINING,
        "| the same, and then `ValueError`, see [below]",
        "test_captures.py::test_a_layer_in_the_middle_that_writes_to_its_input_is_no_other_compiled_than_plain",
    ),
    (
        TRAINING,
        "the `dx` of a layer within a chain with the layer's input",
        "test_step.py::test_a_gradient_by_an_input_that_would_broadcast_is_refused",
    ),
    (TRAINING, "the step is compiled again", "test_captures.py::test_a_variable_that_changes_once_is_compiled_again"),
    (
        TRAINING,
        "at the next change runs plain, with a warning",
        "test_captures.py::test_a_variable_that_a_callback_changes_has_its_effect_in_compiled_steps",
    ),
    (
        TRAINING,
        "so a change by a callback takes effect from the next epoch on",
        "test_captures.py::test_a_variable_that_a_callback_changes_has_its_effect_in_compiled_steps",
    ),
    (
        TRAINING,
        "in an array of more than 65,536 numbers, in containers nested more than three deep or with more than 4,096 entries",
        "test_long_arrays_and_deep_nests_are_compared_by_identity",
    ),
    (TRAINING, "the output of the network with `n_out`", "test_step.py::test_outputs_narrower_than_promised_are_refused"),
    (
        TRAINING,
        "`ValueError` names the leaf and both shapes",
        "test_step.py::test_a_gradient_that_would_broadcast_or_reshape_its_param_is_refused",
    ),
    (
        TRAINING,
        "the new state and opt_state with the old ones",
        "test_step.py::test_a_state_that_changes_its_shape_or_dtype_is_refused",
    ),
    (
        TRAINING,
        "the new state and opt_state with the old ones",
        "test_step.py::test_an_optimizer_that_changes_shapes_or_dtypes_is_refused",
    ),
    (TRAINING, "A leaf of the state may have any dtype", "test_inputs.py::test_a_state_of_any_dtype_keeps_it_wherever_it_goes"),
    (TRAINING, "and keeps it, also in files", "test_resume.py::test_a_state_of_any_dtype_is_resumed"),
    (
        TRAINING,
        "params always have the network's dtype",
        "test_inputs.py::test_params_are_in_the_dtype_of_the_network_whoever_made_them",
    ),
    (
        TRAINING,
        "writing to an argument raises `ValueError`, and your arrays stay unchanged",
        "test_inputs.py::test_a_layer_that_writes_to_its_input_cannot_change_the_users_arrays",
    ),
    (
        TRAINING,
        "`bpnet.testing.check_layer` finds such a layer on NumPy, PyTorch and array_api_strict",
        "test_checkers.py::test_a_layer_that_writes_into_what_it_is_given_is_caught",
    ),
    (
        TRAINING,
        "If compilation takes over 10 s, the logger `bpnet` warns.",
        "test_captures.py::test_a_step_that_takes_long_to_compile_says_so_meanwhile",
    ),
    (
        BACKENDS,
        "They check the whole batch and a batch of one sample",
        "test_checkers.py::test_a_layer_that_is_wrong_for_one_size_of_batch_is_caught",
    ),
    (BACKENDS, "may raise `ValueError` for one", "test_checkers.py::test_a_loss_may_refuse_one_sample"),
    (
        BACKENDS,
        "Gradients in float32 are compared with those in float64",
        "test_checkers.py::test_a_layer_whose_gradients_are_wrong_in_float32_alone_is_caught",
    ),
    (
        BACKENDS,
        "or to an earlier result",
        "test_checkers.py::test_a_buffer_that_an_optimizer_uses_again_is_caught",
    ),
    (
        TRAINING,
        "was written with validation data when there are none now, or vice versa",
        "test_resume.py::test_validation_that_comes_or_goes_is_told_for_the_history_has_one_loss_of_every_epoch",
    ),
    (
        TRAINING,
        "Files are locked during writing",
        "test_files.py::test_a_process_whose_number_says_nothing_here_keeps_what_it_writes",
    ),
    (TRAINING, "It monitors the validation loss.", "test_fit.py::test_validation_data_are_watched_and_not_trained_on"),
    (
        TRAINING,
        "`rule.best` is the loss of the restored params",
        "test_fit.py::test_the_best_loss_is_that_of_the_params_that_are_restored",
    ),
    (
        TRAINING,
        "also by Ctrl-C or after the last epoch",
        "test_fit.py::test_an_interrupted_training_with_a_rule_ends_with_its_best_loss",
    ),
    (TRAINING, "`restore_best=False` keeps the last ones", "test_fit.py::test_early_stopping_may_leave_the_last_params"),
    (TRAINING, "The callback starts afresh in each training", "test_fit.py::test_an_early_stopping_may_serve_again"),
    (
        TRAINING,
        "if there is no such file yet, training starts from the beginning",
        "test_checkpoint.py::test_resuming_from_no_file_starts_anew",
    ),
    (
        TRAINING,
        "the same bits as without the interruption",
        "test_checkpoint.py::test_a_resumed_training_ends_with_the_same_bits",
    ),
    (
        TRAINING,
        "A file of another network or optimizer is refused",
        "test_checkpoint.py::test_a_file_of_another_network_changes_nothing",
    ),
    (
        TRAINING,
        "must have the same types in the same order",
        "test_checkpoint.py::test_a_training_of_another_seed_or_network_is_not_mixed_up",
    ),
    (
        TRAINING,
        '`"adam"` and `adam(0.001)` are the same optimizer',
        "test_resume.py::test_arguments_that_are_the_defaults_are_no_difference",
    ),
    (TRAINING, "a kill at any moment", "test_checkpoint.py::test_fifty_kills_lose_nothing_and_resume_to_the_same_bits"),
    (
        TRAINING,
        "or another process that saves to the same path, leaves one complete file",
        "test_files.py::test_two_processes_that_save_to_one_path_never_leave_a_damaged_file",
    ),
    (
        TRAINING,
        "A full disk is an error, and the old file stays",
        "test_files.py::test_a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it",
    ),
    (
        TRAINING,
        "is removed at the next save",
        "test_files.py::test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_kept",
    ),
    (
        TRAINING,
        "A missing or unwritable folder is an error before training starts",
        "test_resume.py::test_a_checkpoint_that_could_not_be_written_is_told_before_the_training",
    ),
    (
        TRAINING,
        "as are callbacks whose state a file cannot store",
        "test_resume.py::test_a_state_that_a_file_would_change_is_told_before_the_training",
    ),
    (TRAINING, "`~` is expanded in every path", "test_resume.py::test_a_tilde_is_a_home_in_every_path"),
    (
        TRAINING,
        "a rate changed by a callback stays changed",
        "test_resume.py::test_the_same_program_goes_on_with_the_rate_that_a_callback_changed",
    ),
    (TRAINING, "is kept, and a warning names both", "test_resume.py::test_a_rate_that_was_assigned_is_kept_and_said"),
    (
        TRAINING,
        "A training that stopped early is not resumed",
        "test_checkpoint.py::test_a_training_that_has_stopped_stays_stopped",
    ),
    (
        TRAINING,
        "a file is data and cannot run code",
        "test_checkpoint.py::test_a_hostile_description_is_one_clear_error_and_runs_nothing",
    ),
    (
        TRAINING,
        "builds a network from either file, on any backend",
        "test_checkpoint.py::test_a_network_trained_on_one_backend_goes_on_on_another",
    ),
    (
        TRAINING,
        "`bpnet.load` raises `CheckpointError` and names the part",
        "test_resume.py::test_a_custom_part_is_named_by_load_and_restored_into_the_same_network",
    ),
    (
        TRAINING,
        "the network keeps a custom schedule",
        "test_resume.py::test_a_custom_rate_is_refused_by_load_and_kept_by_restore",
    ),
    (
        TRAINING,
        "raises `CheckpointError` with a one-line message, quickly and in little memory",
        "test_hostile_files.py::test_every_mutation_of_a_file_is_one_kind_of_error_or_harmless",
    ),
    (
        TRAINING,
        "a file that contains NaN is rejected",
        "test_hostile_files.py::test_a_number_that_is_none_is_told_by_the_name_of_its_array",
    ),
    (TRAINING, "A network that contains NaN is never written", "test_nan_is_never_written"),
    (TRAINING, "a resumed training includes the epochs before", "test_checkpoint.py::test_a_plateau_is_resumed_too"),
    (TRAINING, "It counts updates, not epochs", "test_schedules.py::test_the_rate_of_each_update_is_the_schedules"),
    (
        TRAINING,
        "a batch whose weights are all zero has no effect",
        "test_fit.py::test_a_batch_whose_weights_are_all_zero_counts_for_nothing",
    ),
    (
        TRAINING,
        "The data, each part of a validation split, and each row of an order must have weights with a nonzero, finite sum",
        "test_fit.py::test_a_part_without_weight_is_refused_in_place_of_a_loss_of_zero",
    ),
    (
        TRAINING,
        "finite sum in the dtype; otherwise `ValueError` is raised before training",
        "test_fit.py::test_weights_that_leave_the_range_of_float32_are_refused",
    ),
    (
        TRAINING,
        "for each epoch it must have as many entries as `x` has rows",
        "test_fit.py::test_an_order_that_does_not_fit_is_refused",
    ),
    (
        TRAINING,
        "training stops after all callbacks have been called",
        "test_all_callbacks_are_called_before_a_training_stops",
    ),
    (
        TRAINING,
        "`begin(run)` is called before the data are checked and a file is resumed",
        "test_resume.py::test_begin_is_called_once_before_the_file_is_read",
    ),
    (
        TRAINING,
        "`finish(run)` when training ends",
        "test_fit.py::test_callbacks_are_told_when_a_training_ends_however_it_ends",
    ),
    (
        TRAINING,
        "where nothing can be redrawn: a line after the first epoch, every few seconds",
        "test_progress.py::test_a_log_has_a_line_after_the_first_epoch_every_few_seconds_and_at_the_end",
    ),
    (
        TRAINING,
        "is called after chunks",
        "test_progress.py::test_progress_leaves_the_chunks_of_a_training_long",
    ),
    (
        TRAINING,
        "does not change the lengths of chunks",
        "test_progress.py::test_progress_leaves_the_chunks_of_a_training_long",
    ),
    (
        TRAINING,
        "is the first bad epoch, and the network has the params from before it",
        "test_network.py::test_a_diverging_training_names_the_epoch_and_keeps_the_last_finite_params",
    ),
    (
        TRAINING,
        "(with `EarlyStopping`, the best ones)",
        "test_fit.py::test_a_diverged_training_with_a_rule_ends_with_its_best_loss",
    ),
    (
        TRAINING,
        "Ctrl-C ends training after the last complete epoch",
        "test_network.py::test_ctrl_c_leaves_a_usable_network_and_its_history",
    ),
    (TRAINING, "`fit` warns and returns the history so far", "test_fit.py::test_history_and_network_agree_wherever_ctrl_c_comes"),
    # All of bpnet
    (ALL, "after a test computation", "conformance: its_probe_is_honest"),
    (ALL, "Precedence: the argument `backend=`", "test_registry.py::test_argument_beats_arrays_beat_context_beats_environment"),
    (ALL, "raises if the gradient is wrong", "test_layers.py::test_a_wrong_gradient_is_caught"),
    (ALL, "two equal calls of one `Draw` return the same numbers", "test_a_draw_repeats_itself"),
    (ALL, "141 standard output is closed", "test_cli.py::test_a_reader_that_has_gone_ends_a_command_in_silence"),
    (ALL, "import nothing from the current folder", "test_cli.py::test_no_process_imports_from_the_current_folder"),
    (
        ALL,
        "`python -m bpnet` excludes that folder once bpnet itself runs",
        "test_cli.py::test_the_module_leaves_the_current_folder_out_too",
    ),
    (ALL, "never at import", "test_registry.py::test_nothing_is_read_at_import"),
    (ALL, "warned once", "test_registry.py::test_a_chain_falls_back_and_each_fallback_warns_once"),
    (ALL, "the same bits on every library", "test_arithmetic.py::test_functions_have_the_same_bits_everywhere"),
    # Writing a backend
    (
        BACKENDS,
        "The names of the built-in backends are reserved",
        "test_plugins.py::test_a_plugin_cannot_take_the_name_of_a_built_in_backend",
    ),
    (
        BACKENDS,
        "does no harm until its backend is chosen; then `BackendLoadError` reports the cause",
        "test_plugins.py::test_a_broken_plugin_fails_only_when_it_is_chosen",
    ),
    (
        BACKENDS,
        "bpnet makes one instance per name and device, and keeps it",
        "test_a_backend_without_a_device_stays_where_it_was_first",
    ),
    (
        BACKENDS,
        "becomes the reason of its row, and the others run",
        "test_testing.py::test_all_rows_come_back_and_one_error_names_those_that_failed",
    ),
    (
        BACKENDS,
        'has "slow: 34 s" in its reason, even if it passed',
        "test_testing.py::test_a_slow_row_says_so_whatever_its_outcome",
    ),
    (BACKENDS, "removes each fix, and checks that the row fails", "test_mlx.py::test_what_mlx_does_in_silence_is_caught"),
    (BACKENDS, "its row of the summary gives the reason", "test_plugin.py::test_a_backend_that_cannot_run_is_a_visible_row"),
    (
        BACKENDS,
        "The session also fails if no test ran on a required backend",
        "test_plugin.py::test_a_required_backend_whose_tests_did_not_run_fails_the_session",
    ),
    (
        BACKENDS,
        "tests run on the first backend that works, and the summary names it",
        "test_plugin.py::test_a_chain_runs_on_the_first_that_works_and_says_which",
    ),
    (BACKENDS, "ends pytest at once, with one line", "test_plugin.py::test_a_misspelt_backend_is_an_error_of_usage_in_one_line"),
    (BACKENDS, "A test can choose backends", "test_plugin.py::test_a_mark_of_the_test_decides_for_it"),
    (BACKENDS, "The plug-in works with pytest-xdist", "test_plugin.py::test_several_processes_say_what_one_says"),
    (
        BACKENDS,
        "a slope of 1.5e-10 returned as 0 is detected",
        "test_checkers.py::test_a_small_gradient_that_is_wrong_is_caught",
    ),
    (
        BACKENDS,
        "a function writes to its arguments or to an earlier result",
        "test_checkers.py::test_a_buffer_that_is_used_again_is_caught",
    ),
    (
        BACKENDS,
        "a second call with the same values gives different bits",
        "test_checkers.py::test_draws_and_counters_outside_of_the_state_are_caught",
    ),
    (
        BACKENDS,
        "have the wrong structure, shape or dtype",
        "test_checkers.py::test_a_layer_that_breaks_its_contract_is_caught",
    ),
    (
        BACKENDS,
        "`init` gives different values in a second call",
        "test_checkers.py::test_first_values_from_a_generator_of_the_layer_are_caught",
    ),
    (
        BACKENDS,
        "ignores the learning rate",
        "test_checkers.py::test_an_optimizer_that_does_not_use_the_rate_is_told_unless_it_says_so",
    ),
    # Parity
    (ORDER, "A sum without terms is `0.0`", "test_one_order.py::test_only_a_sum_of_no_terms_is_positive_zero"),
    (
        PARITY,
        "A checkpoint of another edition is not resumed",
        "test_former_files.py::test_a_former_training_is_resumed_in_its_own_edition_only",
    ),
    (PARITY, "if none ran,", "test_matrix.py::test_an_exact_compiled_row_needs_compiled_steps"),
    (PARITY, "each must be detected", "test_parity.py::test_faults_are_caught"),
    (
        PARITY,
        "the epoch, the array, the element, the value and the expected one",
        "test_matrix.py::test_what_differs_is_shown_with_its_place",
    ),
    (PARITY, "A row that could not run gives the reason", "test_matrix.py::test_a_required_backend_that_cannot_run_is_missing"),
    (
        PARITY,
        "while every transfer to the host that Python can intercept raises",
        "test_parity.py::test_every_way_to_the_host_is_closed_and_opened_again",
    ),
    (PARITY, "The tolerance is not chosen but measured", "test_parity.py::test_the_tolerance_comes_from_the_reference"),
    (PARITY, "is reported as rejected", "test_parity.py::test_a_case_that_is_too_sensitive_is_rejected_and_not_loosened"),
    (
        PARITY,
        "Any other function is refused",
        "test_arithmetic.py::test_what_is_not_exact_is_refused",
    ),
    (
        PARITY,
        "The matrix counts subnormal numbers in params, state and opt_state",
        "test_parity.py::test_subnormal_numbers_are_counted_and_told",
    ),
    (PARITY, "These are the hashes of the default matrix", "test_parity.py::test_exact_trajectories_are_those_of_any_day"),
    (PARITY, "products of operands rounded to 10 bits", "test_parity.py::test_faults_are_caught"),
    (PARITY, "parity results from which one row is missing", "test_matrix.py::test_the_controls_of_the_matrix_itself_are_caught"),
    (
        PARITY,
        "a row of compiled steps that ran plain",
        "test_matrix.py::test_a_compiled_row_passes_where_its_steps_were_compiled",
    ),
    (PARITY, "never replaced", "test_matrix.py::test_a_record_is_written_once_and_held_against_numpy_of_today"),
    (
        PARITY,
        "compare the results on NumPy as installed with the newest record of each kind",
        "test_records.py::test_numpy_of_today_is_that_of_the_record",
    ),
    (
        PARITY,
        "is not compared with it, and the line about the record says so",
        "test_matrix.py::test_a_record_of_older_formulas_is_not_compared_where_a_loss_has_another_one_since",
    ),
    # scikit-learn
    (
        SKLEARN,
        "so the curves are the same up to rounding",
        "test_sklearn.py::test_twenty_epochs_have_the_same_curve_and_attributes",
    ),
    (SKLEARN, "float32 inputs give float32 everywhere", "test_sklearn.py::test_float32_stays_float32"),
    (
        SKLEARN,
        "Sparse inputs are made dense one batch at a time",
        "test_sklearn.py::test_sparse_inputs_are_made_dense_a_batch_at_a_time",
    ),
    (
        SKLEARN,
        "Fitted attributes are on the device of the inputs",
        "test_sklearn_arrays.py::test_arrays_are_trained_on_where_they_live_with_numpys_numbers",
    ),
    (SKLEARN, "strings stay in NumPy arrays", "test_sklearn_arrays.py::test_labels_of_text_stay_numpys"),
    (
        SKLEARN,
        "otherwise scikit-learn raises an error",
        "test_sklearn_arrays.py::test_inputs_from_elsewhere_raise_scikit_learns_own_error",
    ),
    (
        SKLEARN,
        "naming a different backend is an error",
        "test_sklearn_arrays.py::test_arrays_that_are_elsewhere_than_the_backend_are_refused",
    ),
    (
        SKLEARN,
        "Without `jax_enable_x64` JAX arrays are float32",
        "test_sklearn_arrays.py::test_jax_without_64_bits_trains_in_32",
    ),
    (
        SKLEARN,
        "restores the start of the epoch, with scikit-learn's warning",
        "test_sklearn.py::test_ctrl_c_keeps_what_was_learnt",
    ),
    (SKLEARN, "`ValueError` for values out of its range", "test_sklearn.py::test_inputs_that_float32_cannot_hold_are_told"),
    (
        SKLEARN,
        "several threads may fit many estimators, but not the same one",
        "test_sklearn.py::test_estimators_are_fitted_in_threads",
    ),
    (
        SKLEARN,
        "Later fits of the same shapes and settings in the process reuse the result",
        "test_sklearn.py::test_what_was_compiled_serves_the_next_fit_of_the_same_shapes",
    ),
    (RESEARCH, "falls back to NumPy, with a warning", "test_registry.py::test_a_chain_falls_back_and_each_fallback_warns_once"),
    (BACKENDS, "raises if `capabilities` lacks the dtype", "test_backend.py::test_a_dtype_that_a_backend_lacks_is_refused"),
    (BACKENDS, "a network refuses to train on it", "test_network.py::test_a_network_does_not_train_inside_a_trace"),
    (
        TRAINING,
        "`epochs` is the total number of epochs, also when resuming",
        "test_checkpoint.py::test_fifty_kills_lose_nothing_and_resume_to_the_same_bits",
    ),
    # Others
    (
        "docs/gallery.md",
        "Each class has a colour and a mark of its own, so that its samples can be seen on both sides of the line",
        "test_figures.py::test_classes_are_regions_with_a_colour_and_a_mark_each",
    ),
    (
        "docs/gallery.md",
        "and the rings are round those that are on the wrong one",
        "test_figures.py::test_samples_on_the_wrong_side_are_ringed_and_logits_have_their_threshold_at_zero",
    ),
    (
        "docs/gallery.md",
        "follow the style that matplotlib is set to, dark ones too",
        "test_figures.py::test_colours_are_those_of_the_users_style_and_of_okabe_and_ito_in_place_of_the_defaults",
    ),
    ("docs/gallery.md", "All commands that draw take `--dark`", "test_plotting.py::test_the_command_draws_a_dark_picture"),
    (
        "docs/performance.md",
        "store, everything except LLVM's part is freed",
        "test_memory.py::test_a_function_of_numba_that_nobody_has_any_more_is_gone",
    ),
    (
        "docs/performance.md",
        "The user's cache keeps the newest files, up to 6,000 files (2,000 functions) and 256 MiB",
        "test_memory.py::test_the_cache_of_numba_keeps_the_newest_functions_up_to_a_number_of_files_and_bytes",
    ),
    (
        "docs/performance.md",
        "Written from the newest records by `python docs/performance_page.py`, never by hand",
        "test_bench.py::test_the_pages_of_figures_are_made_of_the_records",
    ),
    (
        "docs/performance.md",
        "its row is marked as failed, however fast it is",
        "test_bench.py::test_a_peer_that_computes_something_else_or_dies_fails_and_a_missing_one_does_not",
    ),
    (
        "docs/performance.md",
        "Each has another seed, and the loss of its epoch must be that of `handwritten`",
        "test_bench.py::test_a_fresh_case_makes_a_network_of_its_own_weights_and_seed_for_each",
    ),
    ("docs/performance.md", "Another way is a function in `WAYS`", "test_bench.py::test_each_way_has_a_program"),
    (
        "docs/performance.md",
        "All exact rows of a case must have the same losses, to the last bit",
        "test_bench.py::test_an_exact_row_with_other_bits_fails",
    ),
    (
        "docs/performance.md",
        "must run compiled on backends that compile exact steps by default; otherwise the row is marked as failed",
        "test_bench.py::test_an_exact_step_that_runs_plain_fails",
    ),
    (
        "docs/performance.md",
        "a learning rate that is off by 1 % exceeds it twofold",
        "test_bench.py::test_a_learning_rate_that_is_off_by_one_percent_is_another_training",
    ),
    (
        "docs/gpu.md",
        "This page is written by `python docs/gpu_page.py` from the records",
        "test_records.py::test_the_page_of_gpus_is_made_of_the_records",
    ),
    (
        "docs/reproductions.md",
        "without it their tests are skipped, visibly",
        "test_reproductions.py::test_the_stored_run_on_a_thousand_digits_is_followed",
    ),
    (
        "docs/the-maths.md",
        "nothing overflows, and nothing cancels",
        "test_precision.py::test_activations_are_those_of_mpmath_up_to_the_largest_numbers",
    ),
    (
        "docs/the-maths.md",
        "so that no square overflows",
        "test_precision.py::test_normalizations_of_huge_numbers_are_those_of_their_multiples",
    ),
    (
        "docs/derivatives.md",
        "on any backend, in native and exact arithmetic",
        "test_derivatives.py::test_compiled_derivatives_are_the_plain_ones_on_every_backend",
    ),
    (
        "docs/derivatives.md",
        "a function without a row raises an error that names it",
        "test_derivatives.py::test_what_has_no_rule_is_one_error_that_names_it",
    ),
    (
        "docs/derivatives.md",
        "layers keep the slopes that",
        "test_derivatives.py::test_at_a_kink_forward_mode_has_the_slope_of_the_backward_pass",
    ),
    (
        "docs/derivatives.md",
        "equal to `H` where the outputs are linear in the params",
        "test_derivatives.py::test_gauss_newton_of_a_linear_layer_is_the_hessian",
    ),
    (
        "docs/derivatives.md",
        "The mean of these gradients is the gradient of the batch",
        "test_derivatives.py::test_gradients_of_samples_are_those_of_batches_of_one",
    ),
    (
        "CONTRIBUTING.md",
        "It names no array library",
        "test_structure.py::test_the_algorithm_names_no_library_and_takes_no_short_cut",
    ),
    ("CONTRIBUTING.md", "no argument is changed", "conformance: a_step_changes_nothing_passed_in"),
    # Design notes
    (
        "docs/design/0003-backends-as-entry-points-in-a-source-root.md",
        "The core imports no array library but NumPy",
        "test_structure.py::test_numpy_networks_load_no_other_array_library",
    ),
    (
        "docs/design/0004-keys-are-folded-per-layer.md",
        "Threefry-2x32-20 in int64 lanes",
        "test_random.py::test_threefry_gives_the_published_answers_on_every_backend",
    ),
    (
        "docs/design/0005-first-weights-drawn-on-the-host-in-float64.md",
        "A float32 network starts from the rounded weights of the float64 network",
        "test_network.py::test_float32_networks_are_the_rounded_float64_ones",
    ),
    (
        "docs/design/0007-chunks.md",
        "The results do not depend on the lengths of the chunks",
        "test_numba_executor.py::test_chunks_of_any_length_have_the_same_bits",
    ),
    (
        "docs/design/0007-chunks.md",
        "The results do not depend on the lengths of the chunks",
        "test_jax_executor.py::test_chunks_of_any_length_have_the_same_bits",
    ),
    ("docs/design/0010-scopes.md", "none outlives a call", "conformance: a_scope_leaves_nothing_behind"),
    (
        "docs/design/0012-recipes-and-checkpoints.md",
        "A test kills a training fifty times",
        "test_checkpoint.py::test_fifty_kills_lose_nothing_and_resume_to_the_same_bits",
    ),
    (
        "docs/design/0013-callbacks-are-functions-of-a-run.md",
        "however the training ends",
        "test_fit.py::test_callbacks_are_told_when_a_training_ends_however_it_ends",
    ),
    (
        "docs/design/0014-schedules-are-pure.md",
        "looks at each loss once",
        "test_schedules.py::test_a_plateau_looks_at_each_loss_once_and_remembers_nothing_else",
    ),
    (
        "docs/design/0016-normal-numbers.md",
        "all backends have these bits",
        "test_special.py::test_normal_numbers_are_the_same_bits_everywhere",
    ),
    (
        "docs/design/0018-exact-kernels.md",
        "shows no fused multiply-add",
        "test_cuda_kernels.py::test_kernels_compile_for_a_gpu_and_fuse_no_product_with_a_sum",
    ),
    (
        "docs/design/0020-conformance-kit.md",
        "a backend in `tests/test_testing.py` that is broken on purpose and must fail it",
        "test_testing.py::test_every_check_has_its_control_and_a_sentence",
    ),
    (
        "docs/design/0021-plans.md",
        "The bits are those of the plain step.",
        "test_replay.py::test_every_optimizer_trains_with_the_same_bits",
    ),
    (
        "docs/design/0021-plans.md",
        "does other things when it is traced again, runs plain, with a warning",
        "test_captures.py::test_what_draws_or_counts_by_itself_is_not_frozen",
    ),
    (
        "docs/design/0021-plans.md",
        "Ctrl-C drops the chunk in which it falls",
        "test_replay.py::test_ctrl_c_drops_the_chunk_that_it_falls_into",
    ),
    (
        "docs/design/0022-loops-of-their-own.md",
        "their bits do not depend on how a training is cut",
        "test_jax_executor.py::test_chunks_of_any_length_have_the_same_bits",
    ),
    (
        "docs/design/0025-files-are-held-against-limits.md",
        "no file is written that could not be read",
        "test_hostile_files.py::test_limits_are_held_when_a_file_is_written",
    ),
    (
        "docs/design/0025-files-are-held-against-limits.md",
        "a sparse file of 4 GB took 12 GB of memory",
        "test_hostile_files.py::test_a_sparse_file_of_4_gigabytes_is_refused_for_little_memory",
    ),
    (
        "docs/design/0026-faults-mended-as-kinds.md",
        "right at 0",
        "test_recipes.py::test_autograd_of_other_libraries_is_right_for_activations_at_0",
    ),
    (
        COMPILED,
        "an epoch passes through six files",
        "test_how_a_step_is_compiled.py::test_the_way_of_a_batch_passes_the_files_of_the_page_once",
    ),
    (
        COMPILED,
        "in place of the first",
        "test_how_a_step_is_compiled.py::test_the_command_xor_has_two_files_in_place_of_the_first",
    ),
    (COMPILED, "the bits of the step itself", "test_trace.py::test_a_plan_computes_what_the_step_does"),
    (
        COMPILED,
        "can be traced, as methods and operators too",
        "test_operations.py::test_the_docs_list_the_operations_of_the_table",
    ),
    (
        TRAINING,
        "a second network with the same parts, settings and shapes compiles nothing",
        "test_store.py::test_a_second_network_of_a_shape_compiles_nothing_on_jax",
    ),
    (
        TRAINING,
        "whatever its seed, learning rate and data",
        "test_store.py::test_a_program_is_that_of_the_plan_and_the_batches",
    ),
    (
        TRAINING,
        "compile them again if they run after `jax.clear_caches()`",
        "test_store.py::test_programs_run_after_jax_and_bpnet_have_dropped_theirs",
    ),
    (
        "docs/design/0039-one-store-of-programs.md",
        "the first call of a layer that counts does the same as one that does not",
        "test_store.py::test_a_step_that_counts_does_not_get_the_program_of_one_that_does_not",
    ),
    (
        "docs/design/0039-one-store-of-programs.md",
        "its program belongs to its network",
        "test_jax_executor.py::test_a_function_that_cannot_be_compared_is_compiled_for_each_network",
    ),
    (COOKBOOK, "All of them run on every commit", "test_docs.py::test_the_python_of_a_page_runs_from_top_to_bottom"),
    (
        COOKBOOK,
        "Each has the trajectory of the network alone",
        "test_groups.py::test_each_network_has_the_trajectory_of_the_network_alone",
    ),
    (
        COOKBOOK,
        "autograd records them, for derivatives of any order",
        "test_recipes.py::test_first_and_second_derivatives_of_the_surrogate_are_right",
    ),
    (
        TRAINING,
        "a number even if `net.learning_rate` is a schedule",
        "test_schedules.py::test_a_run_knows_the_rate_of_the_next_update",
    ),
    (COMPILED, "With this row alone", "test_operations.py::test_one_row_is_all_that_a_new_operation_needs"),
    # Graphs
    (
        GRAPHS,
        "take tuples, on every backend",
        "test_graphs.py::test_every_door_takes_several_inputs_and_heads",
    ),
    (
        GRAPHS,
        "with the same bits everywhere",
        "test_graphs.py::test_a_graph_has_the_same_bits_on_every_backend_in_exact_arithmetic",
    ),
    (GRAPHS, "in groups, on ranks", "test_graphs.py::test_ranks_train_a_graph_to_the_same_bits"),
    (
        GRAPHS,
        "The gradient of fixed params is not computed",
        "test_graphs.py::test_fixed_params_stay_and_their_gradient_is_not_computed",
    ),
    (GRAPHS, "updates its running ones", "test_graphs.py::test_statistics_below_fixed_params_still_change"),
    (GRAPHS, "shares all params of a layer", "test_graphs.py::test_whole_layers_can_be_shared"),
    (
        GRAPHS,
        "several activations side by side are an\nactivation",
        "test_graphs.py::test_several_activations_side_by_side_are_an_activation",
    ),
    # In and out
    (
        IN_AND_OUT,
        "a way back gives the same params to the bit",
        "test_torch_modules.py::test_modules_compute_what_predict_does_and_come_back_to_the_bit",
    ),
    (
        IN_AND_OUT,
        "What has no counterpart is an error that names it",
        "test_torch_modules.py::test_what_no_layer_computes_is_refused_by_name",
    ),
    (
        IN_AND_OUT,
        "becomes the network's `output_activation`",
        "test_torch_modules.py::test_the_activation_of_a_loss_is_the_last_module_or_left_out",
    ),
    (
        "docs/data.md",
        "All programs on this page are run in the tests",
        "test_docs.py::test_the_python_of_a_page_runs_from_top_to_bottom",
    ),
    (
        "docs/data.md",
        "(n,) stands for (n, 1), also as a Series",
        "test_data_as_they_come.py::test_a_vector_of_targets_is_a_column_wherever_targets_are_taken",
    ),
    (
        "docs/data.md",
        "where (replicas, n) are the targets of each network",
        "test_data_as_they_come.py::test_a_vector_of_targets_is_a_column_for_groups_heads_minimizers_and_the_textbook",
    ),
    (
        "docs/data.md",
        "of the dtypes `category`, `string`, `boolean`, `pl.Categorical` and `pl.Enum`",
        "test_data_as_they_come.py::test_text_is_numbered_as_numpy_sorts_it",
    ),
    (
        "docs/data.md",
        "with `sharded=True` in the rows of all ranks",
        "test_data_as_they_come.py::test_ranks_find_the_classes_of_all_their_rows",
    ),
    (
        "docs/data.md",
        "they are saved and loaded with the network, and copied with it",
        "test_data_as_they_come.py::test_classes_stay_wherever_the_network_goes",
    ),
    (
        "docs/data.md",
        "A class that is not among them is an error that names it",
        "test_data_as_they_come.py::test_classes_that_are_new_get_one_error_that_names_them",
    ),
    (
        "docs/data.md",
        "more or fewer classes than outputs, with the sizes that fit",
        "test_data_as_they_come.py::test_targets_that_do_not_fit_get_one_error_with_a_remedy",
    ),
    (
        "docs/data.md",
        'assign `net.classes_ = ["no", "yes"]` before the first `fit`',
        "test_data_as_they_come.py::test_classes_can_be_assigned_before_a_training",
    ),
    (
        "docs/data.md",
        "categories, of which there are as many as outputs",
        "test_data_as_they_come.py::test_a_class_without_samples_is_known_by_its_category",
    ),
    (
        "docs/data.md",
        "`predict_classes` is right in each case",
        "test_data_as_they_come.py::test_the_threshold_is_one_half_of_the_probability_whatever_predict_returns",
    ),
    (
        "docs/data.md",
        "`MLP` without `output` returns logits with these losses, and warns of it",
        "test_data_as_they_come.py::test_outputs_that_nobody_chose_are_said_to_be_logits",
    ),
    (
        "docs/data.md",
        "the error ends with it, in the words of what was passed",
        "test_data_as_they_come.py::test_hints_work_when_they_are_followed",
    ),
    (
        "docs/data.md",
        "In a data frame, the error names the column",
        "test_data_as_they_come.py::test_hints_for_missing_values_work_when_they_are_followed",
    ),
    (IN_AND_OUT, "The dtype is the module's", "test_torch_modules.py::test_dtype_is_the_modules_or_the_one_that_is_asked_for"),
    (IN_AND_OUT, "where the layer still adds up to 2e-9", "test_torch_modules.py::test_pytorchs_softplus_is_the_layers_to_2e_9"),
    (IN_AND_OUT, "then raises `UnsupportedDTypeError`", "test_to_jax.py::test_float64_is_refused_where_jax_would_round_it"),
    (IN_AND_OUT, "also a custom one", "test_to_jax.py::test_custom_layers_are_functions_of_jax_too_and_groups_are_not"),
    (
        IN_AND_OUT,
        "A warm start goes on with the numbers of the other library",
        "test_sklearn_conversion.py::test_training_continues_as_it_would_have",
    ),
    (
        IN_AND_OUT,
        "every activation is within 4 eps of `predict`",
        "test_onnx.py::test_activations_are_precise_from_the_smallest_to_the_largest_inputs",
    ),
    (IN_AND_OUT, "otherwise an error names the function", "test_onnx.py::test_what_cannot_be_written_leaves_the_file_as_it_was"),
    (
        METRICS,
        "Values are of the params *after* the epoch, in inference",
        "test_metrics.py::test_values_after_each_epoch_are_those_of_the_outputs",
    ),
    (METRICS, "Values are those of scikit-learn's functions", "test_metrics.py::test_scores_are_scikit_learns"),
    (METRICS, "only sums are copied to the host", "test_metrics.py::test_only_sums_are_copied_to_the_host"),
    (
        METRICS,
        "in exact arithmetic they have the same bits on every backend",
        "test_metrics.py::test_exact_arithmetic_has_the_same_bits_everywhere",
    ),
    (METRICS, "A wrong name gets a suggestion", "test_metrics.py::test_bad_metrics_are_named_in_one_error"),
    (
        METRICS,
        "`y_true` is as you passed it, and `y_pred` as `predict` returns it",
        "test_metrics.py::test_functions_get_targets_as_passed_and_outputs_as_predicted",
    ),
    (
        METRICS,
        "ends the training with one error that names it",
        "test_metrics.py::test_bad_metrics_are_named_in_one_error",
    ),
    (METRICS, "NaN after it has stopped or diverged", "test_metrics.py::test_networks_that_have_stopped_have_no_values"),
    (METRICS, "a metric by name for each head that it suits", "test_metrics.py::test_heads_have_values_of_their_own"),
    (
        METRICS,
        "a portion of the inputs is in memory",
        "test_metrics.py::test_data_on_disk_have_the_values_of_data_in_memory",
    ),
    (
        METRICS,
        "the bits do not depend on the number of ranks",
        "test_metrics.py::test_any_number_of_ranks_has_the_same_values",
    ),
    (
        METRICS,
        "other metrics than those of the file raise `CheckpointError`",
        "test_metrics.py::test_a_resumed_training_has_the_metrics_of_an_uninterrupted_one",
    ),
    (METRICS, "as many as losses", "test_metrics.py::test_an_interrupted_training_has_a_value_for_each_epoch"),
    (METRICS, "Operations are those of the step's", "test_summary.py::test_operations_are_those_counted_by_hand"),
    (
        COMING,
        "None of them is accepted as a second name",
        "test_suggestions.py::test_names_of_other_libraries_are_told_and_not_accepted",
    ),
    (
        COMING,
        "an error says what to write instead",
        "test_suggestions.py::test_arguments_of_other_libraries_are_told_and_what_is_told_runs",
    ),
    (ADVICE, "A test meets every row", "test_suggestions.py::test_arguments_of_other_libraries_are_told_and_what_is_told_runs"),
    (ADVICE, "is passed on as the same object", "test_suggestions.py::test_an_error_within_a_callback_is_the_users_own"),
    (
        ADVICE,
        "In a callback that is the line of the callback",
        "test_suggestions.py::test_warnings_name_the_users_line_for_fit_and_what_it_calls",
    ),
    (ADVICE, "never our extras", "test_name.py::test_no_hint_installs_the_distribution_from_an_index"),
    (ADVICE, "| ours, then theirs | theirs, empty | told |", "test_name.py::test_modules_that_are_ours_name_the_clash"),
]


def normalized(text):
    """Words with one blank between them."""
    return " ".join(text.split())


@functools.cache
def words_of(page):
    return normalized((ROOT / page).read_text())


@functools.cache
def names_in(file):
    """Names of the test functions of a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def problem_of(page, words, test):
    """What is wrong with a row of the table, or nothing."""
    if not (ROOT / page).exists() or normalized(words) not in words_of(page):
        return f"{page} does not say: {words}"
    kit = test.removeprefix("conformance: ")
    if kit != test:
        return "" if kit in CHECKS else f"the conformance kit has no row {kit}"
    file, name = test.split("::") if "::" in test else (Path(__file__).name, test)
    exists = (ROOT / "tests" / file).exists() and name in names_in(file)
    return "" if exists else f"there is no test {test}"


def test_every_claim_stands_in_its_page_and_has_a_test():
    assert [problem for row in CLAIMS if (problem := problem_of(*row))] == []


def test_a_claim_that_has_gone_or_lost_its_test_is_noticed():
    """The control."""
    page, words, test = CLAIMS[0]
    assert problem_of(page, words, test) == ""
    assert "does not say" in problem_of(page, "bpnet makes coffee", test)
    assert "does not say" in problem_of("docs/nowhere.md", words, test)
    assert "there is no test" in problem_of(page, words, "test_plugin.py::test_nothing")
    assert "there is no test" in problem_of(page, words, "test_nowhere.py::test_nothing")
    assert "no row" in problem_of(page, words, "conformance: nothing")


def test_every_page_that_promises_something_is_in_the_table():
    pages = {"README.md", "CONTRIBUTING.md", *(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md"))}
    assert pages <= {page for page, *_ in CLAIMS}


# Claims without a test elsewhere.

X, Y = np.linspace(-1.0, 1.0, 24).reshape(8, 3), np.linspace(0.0, 1.0, 8)[:, None]


def arrays(backend, *hosts):
    with backend.scope():
        return [backend.from_host(host) for host in hosts]


def test_no_call_writes_into_the_arrays_that_it_is_given(bpnet_backend):
    """docs/in-gpu-research-code.md: bpnet never writes into an array that it is given."""
    weight = np.arange(1.0, 9.0)
    own, host = arrays(bpnet_backend, X, Y, weight), [X.copy(), Y.copy(), weight.copy()]
    stack = [layers.affine(8), layers.batch_norm(), layers.dropout(0.2), layers.affine(1)]
    net = bpnet.Network(stack, n_in=3, loss="squared_error", backend=bpnet_backend)
    compile_ = bpnet_backend.name == "numpy"  # compilers take many seconds; the kit's row looks at compiled steps
    for x, y, w in (own, host):
        net.predict(x)
        net.loss(x, y, sample_weight=w)
        net.step(x, y, sample_weight=w, compile=False)
        net.fit(x, y, epochs=2, sample_weight=w, validation=(x, y), compile=compile_)
    net.update(net.value_and_grad(own[0], own[1], sample_weight=own[2])[1])
    net.epoch(own[0], own[1], batch_size=8, sample_weight=own[2], compile=compile_)
    for after in (map(bpnet_backend.to_host, own), host):
        assert all(np.array_equal(one, other) for one, other in zip(after, (X, Y, weight), strict=True))


def test_step_does_not_look_at_values_on_the_device(bpnet_backend):
    """docs/in-gpu-research-code.md: a label out of range there counts as no class, and a NaN goes through."""
    net = bpnet.MLP((3, 3), output="identity", loss="softmax_cross_entropy", backend=bpnet_backend, optimizer=optimizers.sgd(1.0))
    x, right, wrong, bad = arrays(bpnet_backend, X[:2], np.array([1, 0]), np.array([1, 7]), np.full((2, 3), np.nan))
    if bpnet_backend.xp is np:  # NumPy's and Numba's: on the host
        with pytest.raises(ValueError, match="labels in y must be between 0 and 2"):
            net.step(x, wrong)
        return
    half = net.backend.to_host(net.value_and_grad(x[:1, :], right[:1])[0]) / 2.0
    np.testing.assert_allclose(bpnet_backend.to_host(net.value_and_grad(x, wrong)[0]), half, rtol=1e-12)
    assert np.isfinite(bpnet_backend.to_host(net.step(x, wrong)))
    assert np.isnan(bpnet_backend.to_host(net.step(bad, right)))


def test_the_best_params_are_kept_on_the_device_and_not_copied(bpnet_backend):
    """docs/in-gpu-research-code.md: the best params are kept on the device, and not copied."""
    rule, seen = callbacks.EarlyStopping(5), []
    net = bpnet.MLP((3, 8, 1), backend=bpnet_backend)
    net.fit(X, Y, epochs=4, validation=(X, Y), callbacks=[rule, lambda run: seen.append(run.net.params)])
    kept, best = (list(leaves(tree)) for tree in (rule._kept[0], seen[rule.best_epoch - 1]))
    assert all(one is other for one, other in zip(kept, best, strict=True))


def test_early_stopping_without_validation_costs_one_pass_an_epoch():
    """docs/in-gpu-research-code.md: each epoch also costs a pass over the training data in inference, and one read."""
    passes = []

    def inference(xp, params, state, x):
        passes.append(x.shape)
        return x

    watched = layers.identity()._replace(inference=inference)
    for validation, expected in ((None, 4), ((X[:2], Y[:2]), 4)):
        passes.clear()
        net = bpnet.Network([watched, layers.affine(1)], n_in=3, loss="squared_error", backend="numpy")
        net.fit(X, Y, epochs=4, compile=False, validation=validation, callbacks=[callbacks.EarlyStopping(9)])
        assert passes == [(8 if validation is None else 2, 3)] * expected


def test_dlpack_shares_memory_on_the_host():
    """docs/in-gpu-research-code.md: on the same device it shares memory where they can."""
    torch = pytest.importorskip("torch", reason="two libraries are needed")
    tensor = torch.zeros(3, dtype=torch.float64)
    own = bpnet.get_backend("numpy").from_dlpack(tensor)
    tensor[1] = 5.0
    assert own.tolist() == [0.0, 5.0, 0.0]


def test_astype_gives_float64_on_jax_with_its_64_bit_mode_off():
    """docs/in-gpu-research-code.md: `backend.astype(array, "float64")` also on JAX with its 64-bit mode off."""
    pytest.importorskip("jax", reason="the mode is JAX's")
    code = """
import bpnet, jax, numpy as np
backend = bpnet.get_backend("jax")
assert not jax.config.jax_enable_x64
array = backend.from_host(np.ones(3), "float32")
assert str(backend.astype(array, "float64").dtype) == "float64"
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_networks_inside_a_trace_of_jax():
    """docs/in-gpu-research-code.md: what may be called inside `jax.jit`, and what raises."""
    jax = pytest.importorskip("jax", reason="the trace is JAX's")
    bpnet.get_backend("jax").configure_process()
    net = bpnet.MLP((3, 8, 1), backend="jax")
    x, y = arrays(net.backend, X, Y)
    value, grads = jax.jit(net.value_and_grad)(x, y)
    np.testing.assert_allclose(value, net.value_and_grad(x, y)[0], rtol=1e-12)
    np.testing.assert_allclose(jax.jit(net.predict)(x), net.predict(x), rtol=1e-12)
    for call in (
        lambda: jax.jit(net.step)(x, y),
        lambda: jax.jit(lambda x: net.fit(x, y, epochs=1))(x),
        lambda: jax.jit(net.update)(grads),
    ):
        with pytest.raises(TypeError, match="a network changes when it trains"):
            call()
    with pytest.raises(Exception, match=r"(?i)trace"):
        jax.jit(net.loss)(x, y)


def test_a_backend_without_a_device_stays_where_it_was_first(bpnet_backend):
    """docs/in-gpu-research-code.md: a spec without a device stays so in this process; docs/writing-a-backend.md: one instance."""
    name = bpnet_backend.name
    assert bpnet.get_backend(name) is bpnet.get_backend(name)
    assert bpnet.get_backend(bpnet_backend.spec).device_name == bpnet_backend.device_name


def test_long_arrays_and_deep_nests_are_compared_by_identity():
    """docs/training.md: not noticed are changes in more than 65,536 numbers or 4,096 entries, and in nests deeper than three."""
    from bpnet.compiler.captures import fingerprint

    long = (np.zeros(65536), True), (np.zeros(65537), False), ([0.0] * 4096, True), ([0.0] * 4097, False)
    for values, noticed in (*long, ([np.zeros(16 * 41)] * 100, False)):
        before = fingerprint(values)
        (values[0] if isinstance(values[0], np.ndarray) else values)[7] = 1.0
        assert (fingerprint(values) != before) == noticed
    for depth, noticed in ((3, True), (5, False)):
        inner = [1.0]
        nest = functools.reduce(lambda nest, _: [nest], range(depth - 1), inner)
        before = fingerprint(nest)
        inner[0] = 2.0
        assert (fingerprint(nest) != before) == noticed


def test_nan_is_never_written(tmp_path):
    """docs/training.md: numbers that are NaN are never written."""
    net = bpnet.MLP((3, 8, 1), backend="numpy")
    net.save(tmp_path / "net.st")
    good = (tmp_path / "net.st").read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        net.epoch(np.full((2, 3), np.nan), Y[:2], batch_size=2)
    with pytest.raises(ValueError, match="NaN"):
        net.save(tmp_path / "net.st")
    assert (tmp_path / "net.st").read_bytes() == good


def test_all_callbacks_are_called_before_a_training_stops():
    """docs/training.md: if what it returns is true, the training stops, once all callbacks have been called."""
    calls = []
    rules = [lambda run: calls.append("first") or True, lambda run: calls.append("second")]
    history = bpnet.MLP((3, 8, 1), backend="numpy").fit(X, Y, epochs=5, callbacks=rules)
    assert (history.stopped_at, calls) == (1, ["first", "second"])


def test_a_draw_repeats_itself():
    """docs/all-of-bpnet.md: a layer that draws two arrays takes two children, since equal calls return the same numbers."""
    draw = bpnet.random.Draw(np, bpnet.random.key_of(3))
    assert np.array_equal(draw.uniform((3,), 1.0), draw.uniform((3,), 1.0))
    assert not np.array_equal(draw.child(0).uniform((3,), 1.0), draw.child(1).uniform((3,), 1.0))
