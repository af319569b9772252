"""What a launcher of PostgreSQL must do; below each rule the test that makes its fault for real.

a cluster is made beside its place, and renamed
    test_an_interrupted_initdb_leaves_nothing_half_made
initdb of a killed program is ended
    test_an_initdb_whose_program_was_killed_does_not_disturb_the_next
one program starts at a time, others wait
    test_who_starts_while_another_one_does_waits_for_it
those who start at once share one server
    test_three_programs_that_start_at_once_share_one_server
postmaster.pid is not believed
    test_a_number_that_now_means_another_process_is_not_believed
nor where it names a server of ours
    test_the_number_of_another_folders_server_is_not_believed
who only stands in the data is no server
    test_a_process_that_only_stands_in_the_data_is_left_alone
a lease falls with its program
    test_the_server_ends_with_the_program_that_was_killed
the server stays for the last lease
    test_the_server_stays_while_another_program_holds_it
a killed reaper is started again
    test_a_killed_reaper_is_started_again
a killed server is started again by the guard
    test_a_killed_server_is_started_again_for_who_holds_it
not where it was told to stop
    test_a_database_told_to_stop_stays_so_until_a_program_asks_for_it
orphans of a killed server hold up no start
    test_a_killed_server_is_started_by_the_next_program
nor when they hang
    test_an_orphan_that_hangs_is_not_asked_politely
everything killed at once loses nothing
    test_everything_killed_at_once_loses_nothing_committed
server and reaper outlive their program without a warning
    test_that_they_outlive_their_program_is_nothing_to_warn_of
a removed folder takes its server along
    test_a_removed_folder_takes_its_server_with_it
the socket is ours alone
    test_nobody_else_can_enter_the_socket_folder
its path fits, in a private folder
    test_a_long_path_has_its_socket_in_a_private_folder
which is no link of somebody else
    test_a_private_folder_that_is_a_link_is_refused
no TCP, clean surroundings, locale, checksums
    test_the_server_is_set_for_us_whatever_the_surroundings_say
what the server says is in a file, and quoted
    test_a_server_that_does_not_start_says_why
without fsync it is not joined
    test_no_program_joins_a_server_that_may_lose_data
setting, wheel, PATH, distribution: in this order
    test_our_setting_our_wheel_the_path_and_the_newest_of_the_distribution_come_in_this_order
only of version 17 or later
    test_programs_that_are_too_old_are_passed_over
only of the version of the data
    test_data_of_another_version_is_not_touched
root lends it the name of nobody
    test_root_lends_the_server_another_name_and_keeps_the_files
or turns into nobody
    test_root_that_may_not_rename_turns_into_nobody
with data that changes hands
    test_data_made_before_the_move_into_a_container_changes_hands
and programs within reach
    test_programs_out_of_reach_are_copied
an ordinary user stays himself
    test_an_ordinary_user_runs_the_server_as_himself

That a zombie is no server needs no rule: it holds no lock and stands in no folder.
"""
