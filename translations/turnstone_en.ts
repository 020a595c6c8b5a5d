<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
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
    <name>Turnstone::Cli</name>
    <message numerus="yes">
        <source>Attachment %1: %2 (%3, %n byte(s))</source>
        <translation>
            <numerusform>Attachment %1: %2 (%3, %n byte)</numerusform>
            <numerusform>Attachment %1: %2 (%3, %n bytes)</numerusform>
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
</context>
</TS>
