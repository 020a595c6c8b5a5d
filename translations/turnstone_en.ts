<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Turnstone::AccountSettingsDialog</name>
    <message numerus="yes">
        <source>%Ln of them on this computer only.</source>
        <translation>
            <numerusform>%Ln of them on this computer only.</numerusform>
            <numerusform>%Ln of them on this computer only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::AddressBookWindow</name>
    <message numerus="yes">
        <source>%n contact(s) added.</source>
        <translation>
            <numerusform>%n contact added.</numerusform>
            <numerusform>%n contacts added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that were here know more now.</source>
        <translation>
            <numerusform>%n that was here knows more now.</numerusform>
            <numerusform>%n that were here know more now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were here already.</source>
        <translation>
            <numerusform>%n was here already.</numerusform>
            <numerusform>%n were here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n Contacts</source>
        <translation>
            <numerusform>Export %n Contact</numerusform>
            <numerusform>Export %n Contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) were saved in “%1”.</source>
        <translation>
            <numerusform>%n contact was saved in “%1”.</numerusform>
            <numerusform>%n contacts were saved in “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>CSV has no lists: %n left out.</source>
        <translation>
            <numerusform>CSV has no lists: %n left out.</numerusform>
            <numerusform>CSV has no lists: %n left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%n contact</numerusform>
            <numerusform>%n contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n contact(s)</source>
        <translation>
            <numerusform>%1 of %n contact</numerusform>
            <numerusform>%1 of %n contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contacts are selected</source>
        <translation>
            <numerusform>%n contact is selected</numerusform>
            <numerusform>%n contacts are selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) deleted.</source>
        <translation>
            <numerusform>%n contact deleted.</numerusform>
            <numerusform>%n contacts deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentsBar</name>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n attachment, %1</numerusform>
            <numerusform>%n attachments, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved.</source>
        <translation>
            <numerusform>%n file saved.</numerusform>
            <numerusform>%n files saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentsEditor</name>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n attachment, %1</numerusform>
            <numerusform>%n attachments, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::Cli</name>
    <message numerus="yes">
        <source>Attachment %1: %2 (%3, %n byte(s))</source>
        <translation>
            <numerusform>Attachment %1: %2 (%3, %n byte)</numerusform>
            <numerusform>Attachment %1: %2 (%3, %n bytes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 to download</source>
        <translation>
            <numerusform>%1: %n message, %2 to download</numerusform>
            <numerusform>%1: %n messages, %2 to download</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s) downloaded and kept, %2 left</source>
        <translation>
            <numerusform>%1: %n message downloaded and kept, %2 left</numerusform>
            <numerusform>%1: %n messages downloaded and kept, %2 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 to remove</source>
        <translation>
            <numerusform>%1: %n message, %2 to remove</numerusform>
            <numerusform>%1: %n messages, %2 to remove</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 go with the next sync, once the server has shown that it still holds them</source>
        <translation>
            <numerusform>%1: %n message, %2 goes with the next sync, once the server has shown that it still holds it</numerusform>
            <numerusform>%1: %n messages, %2 go with the next sync, once the server has shown that it still holds them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 removed from this computer</source>
        <translation>
            <numerusform>%1: %n message, %2 removed from this computer</numerusform>
            <numerusform>%1: %n messages, %2 removed from this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were left as they are: the only copy is on this computer.</source>
        <translation>
            <numerusform>%n message was left as it is: the only copy is on this computer.</numerusform>
            <numerusform>%n messages were left as they are: the only copy is on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) go back to the server with the next sync.</source>
        <translation>
            <numerusform>%n message goes back to the server with the next sync.</numerusform>
            <numerusform>%n messages go back to the server with the next sync.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) can&apos;t be put back: they are not on this computer as a whole.</source>
        <translation>
            <numerusform>%n message can&apos;t be put back: it is not on this computer as a whole.</numerusform>
            <numerusform>%n messages can&apos;t be put back: they are not on this computer as a whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) removed from this computer.</source>
        <translation>
            <numerusform>%n message removed from this computer.</numerusform>
            <numerusform>%n messages removed from this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The rule now covers %Ln message(s) already on the server, too.</source>
        <translation>
            <numerusform>The rule now covers %Ln message already on the server, too.</numerusform>
            <numerusform>The rule now covers %Ln messages already on the server, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) already on the server stay there; with --apply-to-old the rule covers them, too.</source>
        <translation>
            <numerusform>%Ln message already on the server stays there; with --apply-to-old the rule covers it, too.</numerusform>
            <numerusform>%Ln messages already on the server stay there; with --apply-to-old the rule covers them, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) of it can&apos;t be read whole.</source>
        <translation>
            <numerusform>%Ln message of it can&apos;t be read whole.</numerusform>
            <numerusform>%Ln messages of it can&apos;t be read whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) written</source>
        <translation>
            <numerusform>%n contact written</numerusform>
            <numerusform>%n contacts written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n list(s) left out: CSV has none.</source>
        <translation>
            <numerusform>%n list left out: CSV has none.</numerusform>
            <numerusform>%n lists left out: CSV has none.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln identity(s) that used it use %1 now.</source>
        <translation>
            <numerusform>%Ln identity that used it uses %1 now.</numerusform>
            <numerusform>%Ln identities that used it use %1 now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n only here</source>
        <translation>
            <numerusform>%n only here</numerusform>
            <numerusform>%n only here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::ComposeCommands</name>
    <message numerus="yes">
        <source>Attaching %n message(s)…</source>
        <translation>
            <numerusform>Attaching %n message…</numerusform>
            <numerusform>Attaching %n messages…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) you were writing when the program ended are kept in Drafts</source>
        <translation>
            <numerusform>%n message you were writing when the program ended is kept in Drafts</numerusform>
            <numerusform>%n messages you were writing when the program ended are kept in Drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::ContactForm</name>
    <message numerus="yes">
        <source>%n member(s) without an address, or not in the address book</source>
        <translation>
            <numerusform>%n member without an address, or not in the address book</numerusform>
            <numerusform>%n members without an address, or not in the address book</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::ContactListModel</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, list with %n member(s)</source>
        <translation>
            <numerusform>%1, list with %n member</numerusform>
            <numerusform>%1, list with %n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::ContentStep</name>
    <message numerus="yes">
        <source>%1: text of %Ln large message(s)</source>
        <translation>
            <numerusform>%1: text of %Ln large message</numerusform>
            <numerusform>%1: text of %Ln large messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderCommands</name>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) marked as read</source>
        <translation>
            <numerusform>%Ln message marked as read</numerusform>
            <numerusform>%Ln messages marked as read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderPropertiesDialog</name>
    <message numerus="yes">
        <source>As the account: the last %n day(s)</source>
        <translation>
            <numerusform>As the account: the last %n day</numerusform>
            <numerusform>As the account: the last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <translation>
            <numerusform>%1, %Ln unread</numerusform>
            <numerusform>%1, %Ln unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages; %Ln only on this computer</source>
        <translation>
            <numerusform>%1 messages; %Ln only on this computer</numerusform>
            <numerusform>%1 messages; %Ln only on this computer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderTreeModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n messages</source>
        <translation>
            <numerusform>%1: %n message</numerusform>
            <numerusform>%1: %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread in folders below</source>
        <translation>
            <numerusform>%1, %n unread in folders below</numerusform>
            <numerusform>%1, %n unread in folders below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n messages</source>
        <comment>outbox</comment>
        <translation>
            <numerusform>%1, %n message</numerusform>
            <numerusform>%1, %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepCommands</name>
    <message numerus="yes">
        <source>Upload %Ln message(s) to the server?</source>
        <translation>
            <numerusform>Upload %Ln message to the server?</numerusform>
            <numerusform>Upload %Ln messages to the server?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln message(s) back on the server?</source>
        <translation>
            <numerusform>Put %Ln message back on the server?</numerusform>
            <numerusform>Put %Ln messages back on the server?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let go of %Ln message(s)?</source>
        <translation>
            <numerusform>Let go of %Ln message?</numerusform>
            <numerusform>Let go of %Ln messages?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepDialog</name>
    <message numerus="yes">
        <source>The content of %Ln selected message(s) is removed from this computer. They stay in the list and on the server, and are fetched again when they are opened.</source>
        <translation>
            <numerusform>The content of %Ln selected message is removed from this computer. It stays in the list and on the server, and is fetched again when it is opened.</numerusform>
            <numerusform>The content of %Ln selected messages is removed from this computer. They stay in the list and on the server, and are fetched again when they are opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected message(s) are downloaded whole, with attachments, and kept on this computer.</source>
        <translation>
            <numerusform>%Ln selected message is downloaded whole, with attachments, and kept on this computer.</numerusform>
            <numerusform>%Ln selected messages are downloaded whole, with attachments, and kept on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay as they are: their only copy is on this computer.</source>
        <translation>
            <numerusform>%Ln message stays as it is: its only copy is on this computer.</numerusform>
            <numerusform>%Ln messages stay as they are: their only copy is on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 to download.</source>
        <translation>
            <numerusform>%Ln message, %1 to download.</numerusform>
            <numerusform>%Ln messages, %1 to download.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are removed once the server has been asked.</source>
        <translation>
            <numerusform>%Ln message is removed once the server has been asked.</numerusform>
            <numerusform>%Ln messages are removed once the server has been asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 still to come.</source>
        <translation>
            <numerusform>%Ln message, %1 still to come.</numerusform>
            <numerusform>%Ln messages, %1 still to come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %1 of %Ln message(s) go off this computer.</source>
        <translation>
            <numerusform>Up to %1 of %Ln message goes off this computer.</numerusform>
            <numerusform>Up to %1 of %Ln messages go off this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) whose only copy is here stay whole.</source>
        <translation>
            <numerusform>%Ln message whose only copy is here stays whole.</numerusform>
            <numerusform>%Ln messages whose only copy is here stay whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 to free.</source>
        <translation>
            <numerusform>%Ln message, %1 to free.</numerusform>
            <numerusform>%Ln messages, %1 to free.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepStep</name>
    <message numerus="yes">
        <source>%1: making room on this computer, %Ln message(s) so far</source>
        <translation>
            <numerusform>%1: making room on this computer, %Ln message so far</numerusform>
            <numerusform>%1: making room on this computer, %Ln messages so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::LeaveQuestion</name>
    <message numerus="yes">
        <source>Is the new rule also for the %Ln message(s) that are on the server already?</source>
        <translation>
            <numerusform>Is the new rule also for the %Ln message that is on the server already?</numerusform>
            <numerusform>Is the new rule also for the %Ln messages that are on the server already?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This server says that it deletes mail by itself after %Ln day(s).</source>
        <translation>
            <numerusform>This server says that it deletes mail by itself after %Ln day.</numerusform>
            <numerusform>This server says that it deletes mail by itself after %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It wants %Ln second(s) between two visits.</source>
        <translation>
            <numerusform>It wants %Ln second between two visits.</numerusform>
            <numerusform>It wants %Ln seconds between two visits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then %Ln of them would be deleted there with the next visit.</source>
        <translation>
            <numerusform>Then %Ln of them would be deleted there with the next visit.</numerusform>
            <numerusform>Then %Ln of them would be deleted there with the next visit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then each would be deleted there once it has been here for %Ln day(s).</source>
        <translation>
            <numerusform>Then each would be deleted there once it has been here for %Ln day.</numerusform>
            <numerusform>Then each would be deleted there once it has been here for %Ln days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageCommands</name>
    <message numerus="yes">
        <source>Copy %n messages to</source>
        <translation>
            <numerusform>Copy %n message to</numerusform>
            <numerusform>Copy %n messages to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n messages to</source>
        <translation>
            <numerusform>Move %n message to</numerusform>
            <numerusform>Move %n messages to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages for ever? They can&apos;t be brought back.</source>
        <translation>
            <numerusform>Delete %n message for ever? It can&apos;t be brought back.</numerusform>
            <numerusform>Delete %n messages for ever? They can&apos;t be brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) archived</source>
        <translation>
            <numerusform>%Ln message archived</numerusform>
            <numerusform>%Ln messages archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied to %1</source>
        <translation>
            <numerusform>%Ln message copied to %1</numerusform>
            <numerusform>%Ln messages copied to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) moved to %1</source>
        <translation>
            <numerusform>%Ln message moved to %1</numerusform>
            <numerusform>%Ln messages moved to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) deleted</source>
        <translation>
            <numerusform>%Ln message deleted</numerusform>
            <numerusform>%Ln messages deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) moved to Junk</source>
        <translation>
            <numerusform>%Ln message moved to Junk</numerusform>
            <numerusform>%Ln messages moved to Junk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageHeader</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageListPane</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <comment>in the head of a list</comment>
        <translation>
            <numerusform>%Ln unread</numerusform>
            <numerusform>%Ln unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <comment>in the head of a list</comment>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in this folder exist only on this computer.</source>
        <translation>
            <numerusform>%Ln message in this folder exists only on this computer.</numerusform>
            <numerusform>%Ln messages in this folder exist only on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server says that “%1” is empty. %Ln message(s) are kept on this computer.</source>
        <translation>
            <numerusform>The server says that “%1” is empty. %Ln message is kept on this computer.</numerusform>
            <numerusform>The server says that “%1” is empty. %Ln messages are kept on this computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageView</name>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>%n message selected</numerusform>
            <numerusform>%n messages selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::NetError</name>
    <message numerus="yes">
        <source>The server %1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>The server %1 did not answer within %n second.</numerusform>
            <numerusform>The server %1 did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::OperationText</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) get the marks again that the server has.</source>
        <translation>
            <numerusform>%Ln message gets the marks again that the server has.</numerusform>
            <numerusform>%Ln messages get the marks again that the server has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) go back to “%1”.</source>
        <translation>
            <numerusform>%Ln message goes back to “%1”.</numerusform>
            <numerusform>%Ln messages go back to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) come back.</source>
        <translation>
            <numerusform>%Ln message comes back.</numerusform>
            <numerusform>%Ln messages come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay on this computer only.</source>
        <translation>
            <numerusform>%Ln message stays on this computer only.</numerusform>
            <numerusform>%Ln messages stay on this computer only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %Ln message(s) have arrived</source>
        <extracomment>%1 says which folder moves where; %2 and %3 count messages.</extracomment>
        <translation>
            <numerusform>%1: %2 of %Ln message has arrived</numerusform>
            <numerusform>%1: %2 of %Ln messages have arrived</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxNotice</name>
    <message numerus="yes">
        <source>%n message(s) could not be sent, or may not have been.</source>
        <translation>
            <numerusform>%n message could not be sent, or may not have been.</numerusform>
            <numerusform>%n messages could not be sent, or may not have been.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxPane</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::PassText</name>
    <message numerus="yes">
        <source>%Ln message(s) in the Inbox.</source>
        <translation>
            <numerusform>%Ln message in the Inbox.</numerusform>
            <numerusform>%Ln messages in the Inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s).</source>
        <translation>
            <numerusform>%Ln folder.</numerusform>
            <numerusform>%Ln folders.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another program deletes mail from this account&apos;s server: %Ln message(s) that went there stay on this computer only.</source>
        <translation>
            <numerusform>Another program deletes mail from this account&apos;s server: %Ln message that went there stays on this computer only.</numerusform>
            <numerusform>Another program deletes mail from this account&apos;s server: %Ln messages that went there stay on this computer only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::PasswordCommand</name>
    <message numerus="yes">
        <source>The password command did not answer within %n second(s).</source>
        <translation>
            <numerusform>The password command did not answer within %n second.</numerusform>
            <numerusform>The password command did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::PendingChangesDialog</name>
    <message numerus="yes">
        <source>Discard %n change(s)?</source>
        <translation>
            <numerusform>Discard %n change?</numerusform>
            <numerusform>Discard %n changes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) can&apos;t be made at the server and wait for you.</source>
        <translation>
            <numerusform>%Ln change can&apos;t be made at the server and waits for you.</numerusform>
            <numerusform>%Ln changes can&apos;t be made at the server and wait for you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) wait; the oldest are shown.</source>
        <translation>
            <numerusform>%Ln change waits; the oldest are shown.</numerusform>
            <numerusform>%Ln changes wait; the oldest are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln second(s)</source>
        <translation>
            <numerusform>In %Ln second</numerusform>
            <numerusform>In %Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln minute(s)</source>
        <translation>
            <numerusform>In %Ln minute</numerusform>
            <numerusform>In %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::ProtocolPage</name>
    <message numerus="yes">
        <source>Your %Ln folder(s) are made on the server, if you want, and are everywhere the same.</source>
        <translation>
            <numerusform>Your %Ln folder is made on the server, if you want, and is everywhere the same.</numerusform>
            <numerusform>Your %Ln folders are made on the server, if you want, and are everywhere the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) are on this computer only; the server has an Inbox.</source>
        <translation>
            <numerusform>Your %Ln folder is on this computer only; the server has an Inbox.</numerusform>
            <numerusform>Your %Ln folders are on this computer only; the server has an Inbox.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) are on the server, and everywhere the same.</source>
        <translation>
            <numerusform>Your %Ln folder is on the server, and everywhere the same.</numerusform>
            <numerusform>Your %Ln folders are on the server, and everywhere the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) become folders of this computer. Only the Inbox goes on receiving.</source>
        <translation>
            <numerusform>Your %Ln folder becomes a folder of this computer. Only the Inbox goes on receiving.</numerusform>
            <numerusform>Your %Ln folders become folders of this computer. Only the Inbox goes on receiving.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What the Storage page says is kept here; now that is %L1 of %Ln message(s).</source>
        <translation>
            <numerusform>What the Storage page says is kept here; now that is %L1 of %Ln message.</numerusform>
            <numerusform>What the Storage page says is kept here; now that is %L1 of %Ln messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln message(s) can be read without a connection.</source>
        <translation>
            <numerusform>The %Ln message can be read without a connection.</numerusform>
            <numerusform>All %Ln messages can be read without a connection.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::RecipientEdit</name>
    <message numerus="yes">
        <source>%1 (list of %n)</source>
        <comment>a proposal: everybody in a list of the address book</comment>
        <translation>
            <numerusform>%1 (list of %n)</numerusform>
            <numerusform>%1 (list of %n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::RecipientField</name>
    <message numerus="yes">
        <source>+ %n more</source>
        <comment>recipients that aren&apos;t shown</comment>
        <translation>
            <numerusform>+ %n more</numerusform>
            <numerusform>+ %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more recipient(s)</source>
        <translation>
            <numerusform>Show %n more recipient</numerusform>
            <numerusform>Show %n more recipients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::SendChecks</name>
    <message numerus="yes">
        <source>%n recipients will see each other&apos;s addresses. Bcc would hide them.</source>
        <translation>
            <numerusform>%n recipient will see the others&apos; addresses. Bcc would hide them.</numerusform>
            <numerusform>%n recipients will see each other&apos;s addresses. Bcc would hide them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::StatusArea</name>
    <message numerus="yes">
        <source>%Ln changes waiting</source>
        <translation>
            <numerusform>%Ln change waiting</numerusform>
            <numerusform>%Ln changes waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchGuide</name>
    <message numerus="yes">
        <source>Put %Ln message(s) that were deleted here, and that the server still has, into its &amp;Trash</source>
        <translation>
            <numerusform>Put %Ln message that was deleted here, and that the server still has, into its &amp;Trash</numerusform>
            <numerusform>Put %Ln messages that were deleted here, and that the server still has, into its &amp;Trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are here and on the server: they are recognised, and nothing is transferred.</source>
        <translation>
            <numerusform>%Ln message is here and on the server: it is recognised, and nothing is transferred.</numerusform>
            <numerusform>%Ln messages are here and on the server: they are recognised, and nothing is transferred.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that are only here would be put on the server: %1.</source>
        <translation>
            <numerusform>%Ln message that is only here would be put on the server: %1.</numerusform>
            <numerusform>%Ln messages that are only here would be put on the server: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay on this computer only.</source>
        <translation>
            <numerusform>%Ln message stays on this computer only.</numerusform>
            <numerusform>%Ln messages stay on this computer only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that are only on the server will be shown here too.</source>
        <translation>
            <numerusform>%Ln message that is only on the server will be shown here too.</numerusform>
            <numerusform>%Ln messages that are only on the server will be shown here too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are brought to this computer as a whole first: %1.</source>
        <translation>
            <numerusform>%Ln message is brought to this computer as a whole first: %1.</numerusform>
            <numerusform>%Ln messages are brought to this computer as a whole first: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours that wait are sent to the new server.</source>
        <translation>
            <numerusform>%Ln change of yours that waits is sent to the new server.</numerusform>
            <numerusform>%Ln changes of yours that wait are sent to the new server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %Ln minute(s).</source>
        <translation>
            <numerusform>This takes about %Ln minute.</numerusform>
            <numerusform>This takes about %Ln minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln folder(s) are shown; what is saved has all.</source>
        <translation>
            <numerusform>The first %Ln folder is shown; what is saved has all.</numerusform>
            <numerusform>The first %Ln folders are shown; what is saved has all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone: the account reads its mail by %1 again. %Ln message(s) were taken off the server again.</source>
        <translation>
            <numerusform>Undone: the account reads its mail by %1 again. %Ln message was taken off the server again.</numerusform>
            <numerusform>Undone: the account reads its mail by %1 again. %Ln messages were taken off the server again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) would be made on the server.</source>
        <translation>
            <numerusform>%Ln folder would be made on the server.</numerusform>
            <numerusform>%Ln folders would be made on the server.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchText</name>
    <message numerus="yes">
        <source>%Ln message(s) on this computer can&apos;t be read whole, so nothing was changed. “turnstonectl verify --deep” says more.</source>
        <translation>
            <numerusform>%Ln message on this computer can&apos;t be read whole, so nothing was changed. “turnstonectl verify --deep” says more.</numerusform>
            <numerusform>%Ln messages on this computer can&apos;t be read whole, so nothing was changed. “turnstonectl verify --deep” says more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) could not be brought to this computer yet, so the account stays as it was. Try again, or leave them at the server.</source>
        <translation>
            <numerusform>%Ln message could not be brought to this computer yet, so the account stays as it was. Try again, or leave them at the server.</numerusform>
            <numerusform>%Ln messages could not be brought to this computer yet, so the account stays as it was. Try again, or leave them at the server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that were on this computer before aren&apos;t here as they were, so the account stays as it is. The copy that was made before has them.</source>
        <translation>
            <numerusform>%Ln message that was on this computer before isn&apos;t here as it was, so the account stays as it is. The copy that was made before has it.</numerusform>
            <numerusform>%Ln messages that were on this computer before aren&apos;t here as they were, so the account stays as it is. The copy that was made before has them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) could not be listed to the end yet, so the account stays as it was. Try again, or leave them at the server.</source>
        <translation>
            <numerusform>%Ln folder could not be listed to the end yet, so the account stays as it was. Try again, or leave it at the server.</numerusform>
            <numerusform>%Ln folders could not be listed to the end yet, so the account stays as it was. Try again, or leave them at the server.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::UndoText</name>
    <message numerus="yes">
        <source>Mark %n Message(s)</source>
        <translation>
            <numerusform>Mark %n Message</numerusform>
            <numerusform>Mark %n Messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n Message(s)</source>
        <translation>
            <numerusform>Move %n Message</numerusform>
            <numerusform>Move %n Messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n Message(s)</source>
        <translation>
            <numerusform>Copy %n Message</numerusform>
            <numerusform>Copy %n Messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Archive %n Message(s)</source>
        <translation>
            <numerusform>Archive %n Message</numerusform>
            <numerusform>Archive %n Messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n Message(s) as Junk</source>
        <translation>
            <numerusform>Mark %n Message as Junk</numerusform>
            <numerusform>Mark %n Messages as Junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n Message(s) as Not Junk</source>
        <translation>
            <numerusform>Mark %n Message as Not Junk</numerusform>
            <numerusform>Mark %n Messages as Not Junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Message(s)</source>
        <translation>
            <numerusform>Delete %n Message</numerusform>
            <numerusform>Delete %n Messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Message(s) for Good</source>
        <translation>
            <numerusform>Delete %n Message for Good</numerusform>
            <numerusform>Delete %n Messages for Good</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::Verification</name>
    <message numerus="yes">
        <source>%n message(s) are marked wrongly as being on the server.</source>
        <translation>
            <numerusform>%n message is marked wrongly as being on the server.</numerusform>
            <numerusform>%n messages are marked wrongly as being on the server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) of the server lead to a wrong message.</source>
        <translation>
            <numerusform>%n key of the server leads to a wrong message.</numerusform>
            <numerusform>%n keys of the server lead to a wrong message.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are in no folder.</source>
        <translation>
            <numerusform>%n message is in no folder.</numerusform>
            <numerusform>%n messages are in no folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) of messages say something else of what is here than the message.</source>
        <translation>
            <numerusform>%n place of a message says something else of what is here than the message.</numerusform>
            <numerusform>%n places of messages say something else of what is here than the message.</numerusform>
        </translation>
    </message>
</context>
</TS>
