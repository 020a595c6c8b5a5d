# SPDX-License-Identifier: MIT
# Completion for turnstonectl: commands, their options, accounts and folders.

_turnstonectl_ask() {
    local profile=() i
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == --profile ]] && profile=(--profile "${COMP_WORDS[i + 1]}")
    done
    turnstonectl "${profile[@]}" "$@" 2>/dev/null
}

# Each on a line of its own, also where there is only one: names may hold spaces.
_turnstonectl_accounts() { echo; _turnstonectl_ask account list | cut -f1; }
_turnstonectl_folders() { echo; _turnstonectl_ask folders | cut -f3; }
# The numbers of what is in Drafts, of every account.
_turnstonectl_drafts() {
    local folder
    _turnstonectl_ask folders | awk -F '\t' '$4 == "drafts" { print $3 }' | while IFS= read -r folder; do
        _turnstonectl_ask list "$folder" --limit 50 | cut -f1
    done
}

_turnstonectl() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local commands='account sync folders list show attachment mark move copy delete folder draft send outbox identity outgoing download free pending contacts switch verify'
    local command= second= i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --profile) ((i++)) ;;
        -*) ;;
        *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; elif [[ -z $second ]]; then second=${COMP_WORDS[i]}; fi ;;
        esac
    done
    case $previous in
    --to)
        if [[ ${COMP_WORDS[*]} == *' contacts '* ]]; then mapfile -t COMPREPLY < <(compgen -f -- "$word"); return; fi
        if [[ ${COMP_WORDS[*]} == *' switch '* ]]; then mapfile -t COMPREPLY < <(compgen -W 'imap pop3' -- "$word"); return; fi
        mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --profile) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --ca-file | --password-file | --smtp-password-file | --signature-file | --signature-html-file | --save) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --protocol) mapfile -t COMPREPLY < <(compgen -W 'imap pop3' -- "$word"); return ;;
    --security | --smtp-security) mapfile -t COMPREPLY < <(compgen -W 'tls starttls none' -- "$word"); return ;;
    --sent-mail) mapfile -t COMPREPLY < <(compgen -W 'auto append server' -- "$word"); return ;;
    --signature-place) mapfile -t COMPREPLY < <(compgen -W 'below above' -- "$word"); return ;;
    --keep) mapfile -t COMPREPLY < <(compgen -W 'headers text everything' -- "$word"); return ;;
    --inbox) mapfile -t COMPREPLY < <(compgen -W 'shared separate' -- "$word"); return ;;
    --sign-in) mapfile -t COMPREPLY < <(compgen -W 'password oauth2' -- "$word"); return ;;
    --less-on-metered) mapfile -t COMPREPLY < <(compgen -W 'yes no' -- "$word"); return ;;
    --leave-on-server) mapfile -t COMPREPLY < <(compgen -W 'forever until-deleted until-moved no' -- "$word"); return ;;
    esac
    local words=
    case $command in
    '') words="$commands --profile --json --help --version" ;;
    account)
        case $second in
        '') words='add list show set remove' ;;
        add) words='--name --email --protocol --host --port --security --user --smtp-host --smtp-port --smtp-security --smtp-user --smtp-password-file --smtp-password-command --sent-mail --password-file --password-command --ca-file --leave-on-server --keep --keep-days --largest-kept --less-on-metered --inbox --sign-in --no-check' ;;
        set) words="--apply-to-old $(_turnstonectl_accounts)" ;;
        show | remove) words=$(_turnstonectl_accounts) ;;
        esac
        ;;
    sync) words="--watch --full $(_turnstonectl_accounts)" ;;
    folders) words=$(_turnstonectl_accounts) ;;
    list) words="--limit --before --unread --threads"$'\n'"$(_turnstonectl_folders)" ;;
    move | copy) words=$(_turnstonectl_folders) ;;
    show) words='--headers --text --html --raw --structure --offline' ;;
    attachment) words='--to --offline' ;;
    mark) words='--read --unread --flag --unflag --tag --untag' ;;
    delete) words='--forever' ;;
    folder)
        if [[ -z $second ]]; then words='create rename move copy subscribe unsubscribe empty remove set restore release'; else words=$(_turnstonectl_folders); fi
        [[ $second == remove ]] && words="--with-messages"$'\n'"$words"
        ;;
    download) words="--subfolders --preview --later"$'\n'"$(_turnstonectl_folders)" ;;
    free) words="--subfolders --preview"$'\n'"$(_turnstonectl_folders)" ;;
    draft | send)
        case $previous in
        --account) words=$(_turnstonectl_accounts) ;;
        --draft | --replace) words=$(_turnstonectl_drafts) ;;
        *)
            words='--account --draft --at'
            [[ $command == draft ]] && words='--account --replace'
            mapfile -t COMPREPLY < <(compgen -f -W "$words" -- "$word")
            return
            ;;
        esac
        ;;
    outbox) words='--retry --check --sent --hold --discard all' ;;
    contacts)
        case "$second:$previous" in
        :*) words='list add remove import export' ;;
        export:--format) words='vcard4 vcard3 csv' ;;
        export:*) words='--format --to' ;;
        add:*) words='--name --email --phone --organisation --notes' ;;
        import:*) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        esac
        ;;
    identity)
        case $second in
        '') words='list add set remove' ;;
        add) words="--email --name --reply-to --signature --signature-file --signature-html-file --signature-place --outgoing --first $(_turnstonectl_accounts)" ;;
        set) words="--first $(_turnstonectl_accounts)" ;;
        list | remove) words=$(_turnstonectl_accounts) ;;
        esac
        ;;
    outgoing)
        case $second in
        '') words='list add set remove' ;;
        add) words="--host --port --security --user --password-file --password-command --default --no-check $(_turnstonectl_accounts)" ;;
        set) words="--default --check $(_turnstonectl_accounts)" ;;
        list | remove) words=$(_turnstonectl_accounts) ;;
        esac
        ;;
    pending) words='--retry --discard all' ;;
    switch) words="--to --preview --apply --resume --undo --report --restore-snapshot --choose --deleted-stay --same-mailbox --thorough --save --host --port --security --user --leave-on-server --password-file $(_turnstonectl_accounts)" ;;
    verify) words='--deep' ;;
    esac
    # Names may hold spaces: what came from turnstonectl is split at line ends only.
    if [[ $words == *$'\n'* ]]; then
        local candidate
        while IFS= read -r candidate; do
            if [[ $candidate == --* ]]; then
                local option
                for option in $candidate; do [[ $option == "$word"* ]] && COMPREPLY+=("$option"); done
            elif [[ -n $candidate && $candidate == "$word"* ]]; then
                COMPREPLY+=("$(printf '%q' "$candidate")")
            fi
        done <<<"$words"
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    fi
}
complete -F _turnstonectl turnstonectl
