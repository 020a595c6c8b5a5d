<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AccountSettingsDialog</name>
    <message>
        <source>Account Settings</source>
        <translation>Kontoeinstellungen</translation>
    </message>
    <message>
        <source>&amp;Accounts:</source>
        <translation>&amp;Konten:</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>A&amp;dd Account…</source>
        <translation>Konto &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Remove Account…</source>
        <translation>Konto &amp;entfernen…</translation>
    </message>
    <message>
        <source>Account na&amp;me:</source>
        <translation>Kontona&amp;me:</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Kontoname</translation>
    </message>
    <message>
        <source>New &amp;password:</source>
        <translation>Neues &amp;Passwort:</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Password is &amp;kept:</source>
        <translation>Passwort au&amp;fbewahren:</translation>
    </message>
    <message>
        <source>Where the password is kept</source>
        <translation>Wo das Passwort aufbewahrt wird</translation>
    </message>
    <message>
        <source>in the keyring</source>
        <translation>im Schlüsselbund</translation>
    </message>
    <message>
        <source>nowhere: ask me at each start</source>
        <translation>nirgends: bei jedem Start fragen</translation>
    </message>
    <message>
        <source>by a command that prints it</source>
        <translation>durch einen Befehl, der es ausgibt</translation>
    </message>
    <message>
        <source>C&amp;ommand:</source>
        <translation>Befeh&amp;l:</translation>
    </message>
    <message>
        <source>Command that prints the password</source>
        <translation>Befehl, der das Passwort ausgibt</translation>
    </message>
    <message>
        <source>&amp;Incoming server:</source>
        <translation>&amp;Posteingangsserver:</translation>
    </message>
    <message>
        <source>Incoming server name</source>
        <translation>Name des Posteingangsservers</translation>
    </message>
    <message>
        <source>Port:</source>
        <translation>Port:</translation>
    </message>
    <message>
        <source>Incoming port</source>
        <translation>Port des Posteingangsservers</translation>
    </message>
    <message>
        <source>Security:</source>
        <translation>Sicherheit:</translation>
    </message>
    <message>
        <source>Incoming security</source>
        <translation>Sicherheit des Posteingangsservers</translation>
    </message>
    <message>
        <source>Encrypted (TLS), recommended</source>
        <translation>Verschlüsselt (TLS), empfohlen</translation>
    </message>
    <message>
        <source>Encrypted after connecting (STARTTLS)</source>
        <translation>Nach dem Verbinden verschlüsselt (STARTTLS)</translation>
    </message>
    <message>
        <source>Use it without encr&amp;yption all the same</source>
        <translation>Trotzdem ohne &amp;Verschlüsselung benutzen</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>&amp;Benutzername:</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>What Turnstone keeps on this computer can be read without a connection. The rest is fetched when you open it.</source>
        <translation>Was Turnstone auf diesem Computer aufbewahrt, lässt sich auch ohne Verbindung lesen. Alles andere wird abgerufen, wenn Sie es öffnen.</translation>
    </message>
    <message>
        <source>&amp;Keep here:</source>
        <translation>Hier au&amp;fbewahren:</translation>
    </message>
    <message>
        <source>What to keep on this computer</source>
        <translation>Was auf diesem Computer aufbewahrt wird</translation>
    </message>
    <message>
        <source>Everything, with attachments</source>
        <translation>Alles, mit Anhängen</translation>
    </message>
    <message>
        <source>Text; attachments when I open them</source>
        <translation>Text; Anhänge erst beim Öffnen</translation>
    </message>
    <message>
        <source>Only headers; text when I read it</source>
        <translation>Nur Kopfzeilen; Text erst beim Lesen</translation>
    </message>
    <message>
        <source>&amp;For messages of:</source>
        <translation>Für &amp;Nachrichten von:</translation>
    </message>
    <message>
        <source>For messages of the last days</source>
        <translation>Für Nachrichten der letzten Tage</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tagen</translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>jedem Alter</translation>
    </message>
    <message>
        <source>Leave on Server</source>
        <translation>Auf dem Server belassen</translation>
    </message>
    <message>
        <source>&amp;Leave it on the server</source>
        <translation>Auf dem Server be&amp;lassen</translation>
    </message>
    <message>
        <source>Days on the server</source>
        <translation>Tage auf dem Server</translation>
    </message>
    <message>
        <source>Delete it when I delete it &amp;here</source>
        <translation>Löschen, &amp;wenn ich sie hier lösche</translation>
    </message>
    <message>
        <source>Delete it at &amp;once</source>
        <translation>&amp;Sofort löschen</translation>
    </message>
    <message>
        <source>Mail is deleted there only after it is safe on this computer. Other devices then no longer find it.</source>
        <translation>Nachrichten werden dort erst gelöscht, wenn sie auf diesem Computer sicher sind. Andere Geräte finden sie dann nicht mehr.</translation>
    </message>
    <message>
        <source>None: not encrypted</source>
        <translation>Keine: unverschlüsselt</translation>
    </message>
    <message>
        <source>What happens to a message on the server after it was collected to this computer.</source>
        <translation>Was auf dem Server mit einer Nachricht geschieht, nachdem sie auf diesen Computer geholt wurde.</translation>
    </message>
    <message>
        <source>Delete it after some da&amp;ys:</source>
        <translation>Nach einigen &amp;Tagen löschen:</translation>
    </message>
    <message>
        <source>Attachments &amp;wait in messages over:</source>
        <translation>&amp;Anhänge warten in Nachrichten über:</translation>
    </message>
    <message>
        <source>Attachments of larger messages wait until they are asked for, in megabytes</source>
        <translation>Anhänge größerer Nachrichten warten, bis sie verlangt werden; in Megabyte</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Only headers and what I open on a &amp;metered network</source>
        <translation>In &amp;getakteten Netzen nur Kopfzeilen und was geöffnet wird</translation>
    </message>
    <message>
        <source>Part of the account’s messages that is on this computer</source>
        <translation>Anteil der Nachrichten des Kontos auf diesem Computer</translation>
    </message>
    <message>
        <source>Show its In&amp;box in “All Inboxes”</source>
        <translation>Posteingang in „Alle Posteingänge“ &amp;zeigen</translation>
    </message>
    <message>
        <source>Delete it when I move it out of the In&amp;box</source>
        <translation>Löschen, wenn ich sie aus dem &amp;Posteingang verschiebe</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search the settings (Ctrl+F)</source>
        <translation>Einstellungen durchsuchen (Strg+F)</translation>
    </message>
    <message>
        <source>Account</source>
        <comment>tab of the settings</comment>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Receiving</source>
        <comment>tab of the settings</comment>
        <translation>Empfangen</translation>
    </message>
</context>
<context>
    <name>AddAccountDialog</name>
    <message>
        <source>Add Account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>Ein Konto hinzufügen</translation>
    </message>
    <message>
        <source>Turnstone keeps your mail on this computer, so that you can read it anywhere, also without a connection. Who are you?</source>
        <translation>Turnstone bewahrt Ihre Nachrichten auf diesem Computer auf, sodass Sie sie überall lesen können, auch ohne Verbindung. Wer sind Sie?</translation>
    </message>
    <message>
        <source>Your &amp;name:</source>
        <translation>Ihr &amp;Name:</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>As others see it in mail you send</source>
        <translation>Wie ihn andere in Ihren Nachrichten sehen</translation>
    </message>
    <message>
        <source>&amp;E-mail address:</source>
        <translation>E-Mail-&amp;Adresse:</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>name@example.org</source>
        <translation>name@beispiel.de</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>Passw&amp;ort:</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>Anzei&amp;gen</translation>
    </message>
    <message>
        <source>The password is kept in the system&apos;s keyring and given to your mail server only.</source>
        <translation>Das Passwort wird im Schlüsselbund des Systems aufbewahrt und nur Ihrem Mailserver mitgeteilt.</translation>
    </message>
    <message>
        <source>How should mail be collected?</source>
        <translation>Wie sollen Nachrichten geholt werden?</translation>
    </message>
    <message>
        <source>&amp;IMAP: read it on the server</source>
        <translation>&amp;IMAP: auf dem Server lesen</translation>
    </message>
    <message>
        <source>Mail stays on the server; all your devices see the same messages, folders and marks. A copy is kept here for reading offline.</source>
        <translation>Nachrichten bleiben auf dem Server; alle Ihre Geräte sehen dieselben Nachrichten, Ordner und Markierungen. Eine Kopie wird zum Offline-Lesen hier aufbewahrt.</translation>
    </message>
    <message>
        <source>P&amp;OP3: collect it</source>
        <translation>P&amp;OP3: abholen</translation>
    </message>
    <message>
        <source>Mail is collected to this computer, which keeps it and its folders and marks. It is left on the server unless you say otherwise.</source>
        <translation>Nachrichten werden auf diesen Computer geholt, der sie mit ihren Ordnern und Markierungen aufbewahrt. Auf dem Server bleiben sie, wenn Sie nichts anderes einstellen.</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Incoming server:</source>
        <translation>Posteingangsserver:</translation>
    </message>
    <message>
        <source>Incoming server name</source>
        <translation>Name des Posteingangsservers</translation>
    </message>
    <message>
        <source>Port:</source>
        <translation>Port:</translation>
    </message>
    <message>
        <source>Incoming port</source>
        <translation>Port des Posteingangsservers</translation>
    </message>
    <message>
        <source>Security:</source>
        <translation>Sicherheit:</translation>
    </message>
    <message>
        <source>Incoming security</source>
        <translation>Sicherheit des Posteingangsservers</translation>
    </message>
    <message>
        <source>Encrypted (TLS), recommended</source>
        <translation>Verschlüsselt (TLS), empfohlen</translation>
    </message>
    <message>
        <source>Encrypted after connecting (STARTTLS)</source>
        <translation>Nach dem Verbinden verschlüsselt (STARTTLS)</translation>
    </message>
    <message>
        <source>Use it without encr&amp;yption all the same</source>
        <translation>Trotzdem ohne &amp;Verschlüsselung benutzen</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>&amp;Benutzername:</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Outgoing server:</source>
        <translation>Postausgangsserver:</translation>
    </message>
    <message>
        <source>Outgoing server name</source>
        <translation>Name des Postausgangsservers</translation>
    </message>
    <message>
        <source>Outgoing port</source>
        <translation>Port des Postausgangsservers</translation>
    </message>
    <message>
        <source>Outgoing security</source>
        <translation>Sicherheit des Postausgangsservers</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Account na&amp;me:</source>
        <translation>Kontona&amp;me:</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Kontoname</translation>
    </message>
    <message>
        <source>Leave it on the server</source>
        <translation>Auf dem Server belassen</translation>
    </message>
    <message>
        <source>Delete it from the server after some days</source>
        <translation>Nach einigen Tagen vom Server löschen</translation>
    </message>
    <message>
        <source>Delete it from the server when I delete it here</source>
        <translation>Vom Server löschen, wenn ich sie hier lösche</translation>
    </message>
    <message>
        <source>Delete it from the server at once</source>
        <translation>Sofort vom Server löschen</translation>
    </message>
    <message>
        <source>Days on the server</source>
        <translation>Tage auf dem Server</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>What to keep on this computer</source>
        <translation>Was auf diesem Computer aufbewahrt wird</translation>
    </message>
    <message>
        <source>Everything, with attachments</source>
        <translation>Alles, mit Anhängen</translation>
    </message>
    <message>
        <source>Text; attachments when I open them</source>
        <translation>Text; Anhänge erst beim Öffnen</translation>
    </message>
    <message>
        <source>Only headers; text when I read it</source>
        <translation>Nur Kopfzeilen; Text erst beim Lesen</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>Passwo&amp;rt:</translation>
    </message>
    <message>
        <source>Where the password is kept</source>
        <translation>Wo das Passwort aufbewahrt wird</translation>
    </message>
    <message>
        <source>Keep it in the keyring</source>
        <translation>Im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>Ask me at each start</source>
        <translation>Bei jedem Start fragen</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Add Account</source>
        <translation>Konto &amp;hinzufügen</translation>
    </message>
    <message>
        <source>None: not encrypted</source>
        <translation>Keine: unverschlüsselt</translation>
    </message>
    <message>
        <source>What happens to collected mail on the server</source>
        <translation>Was auf dem Server mit abgeholten Nachrichten geschieht</translation>
    </message>
    <message>
        <source>&amp;Send without encryption all the same</source>
        <translation>Trotzdem ohne Verschlüsselung &amp;senden</translation>
    </message>
    <message>
        <source>A&amp;fter collecting:</source>
        <translation>Nach dem &amp;Abholen:</translation>
    </message>
    <message>
        <source>Keep &amp;here:</source>
        <translation>Hier au&amp;fbewahren:</translation>
    </message>
    <message>
        <source>Show Cer&amp;tificate…</source>
        <translation>Zer&amp;tifikat anzeigen…</translation>
    </message>
    <message>
        <source>Ask Me at Each Sta&amp;rt</source>
        <translation>Bei &amp;jedem Start fragen</translation>
    </message>
    <message>
        <source>Delete it from the server when I move it out of the Inbox</source>
        <translation>Vom Server löschen, wenn ich sie aus dem Posteingang verschiebe</translation>
    </message>
    <message>
        <source>Open the Pro&amp;vider&apos;s Web Page</source>
        <translation>Webseite &amp;des Anbieters öffnen</translation>
    </message>
    <message>
        <source>Open Web Pa&amp;ge</source>
        <translation>Webs&amp;eite öffnen</translation>
    </message>
</context>
<context>
    <name>AddressBookWindow</name>
    <message>
        <source>Address Book</source>
        <translation>Adressbuch</translation>
    </message>
    <message>
        <source>New Contact</source>
        <translation>Neuer Kontakt</translation>
    </message>
    <message>
        <source>New contact (Ctrl+N)</source>
        <translation>Neuer Kontakt (Strg+N)</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New List</source>
        <translation>Neue Liste</translation>
    </message>
    <message>
        <source>New list, of the contacts that are selected (Ctrl+Shift+N)</source>
        <translation>Neue Liste aus den ausgewählten Kontakten (Strg+Umschalt+N)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>Write Message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>Write a message to those that are selected (Ctrl+M)</source>
        <translation>Eine Nachricht an die Ausgewählten schreiben (Strg+M)</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete those that are selected (Del)</source>
        <translation>Die Ausgewählten löschen (Entf)</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Take in contacts of a vCard or CSV file</source>
        <translation>Kontakte aus einer vCard- oder CSV-Datei übernehmen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Save contacts as vCard or CSV: several that are selected, else all</source>
        <translation>Kontakte als vCard oder CSV speichern: mehrere ausgewählte, sonst alle</translation>
    </message>
    <message>
        <source>Search the address book</source>
        <translation>Adressbuch durchsuchen</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Certificate Not Trusted</source>
        <translation>Zertifikat nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>Someone may be pretending to be this server in order to read your password and mail. Or the server&apos;s owner made the certificate themselves. Accept it only after comparing its fingerprint with one that you got from the owner in another way.</source>
        <translation>Möglicherweise gibt sich jemand als dieser Server aus, um Ihr Passwort und Ihre Nachrichten zu lesen. Oder der Betreiber des Servers hat das Zertifikat selbst erstellt. Akzeptieren Sie es erst, nachdem Sie den Fingerabdruck mit einem verglichen haben, den Sie vom Betreiber auf anderem Weg erhalten haben.</translation>
    </message>
    <message>
        <source>Server:</source>
        <translation>Server:</translation>
    </message>
    <message>
        <source>SHA-256 &amp;fingerprint:</source>
        <translation>SHA-256-&amp;Fingerabdruck:</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the certificate</source>
        <translation>SHA-256-Fingerabdruck des Zertifikats</translation>
    </message>
    <message>
        <source>Details:</source>
        <translation>Einzelheiten:</translation>
    </message>
    <message>
        <source>I have &amp;compared the fingerprint and trust this certificate for this server</source>
        <translation>Ich habe den Fingerabdruck &amp;verglichen und vertraue diesem Zertifikat für diesen Server</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Show Cc</source>
        <translation>Cc anzeigen</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>Show Bcc</source>
        <translation>Bcc anzeigen</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Cc</source>
        <translation>&amp;Cc</translation>
    </message>
    <message>
        <source>&amp;Bcc</source>
        <translation>&amp;Bcc</translation>
    </message>
    <message>
        <source>&amp;Reply to</source>
        <translation>Antwo&amp;rt an</translation>
    </message>
    <message>
        <source>&amp;Subject</source>
        <translation>Betre&amp;ff</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>Choose P&amp;hoto…</source>
        <translation>Foto &amp;wählen …</translation>
    </message>
    <message>
        <source>Choose a photo</source>
        <translation>Ein Foto wählen</translation>
    </message>
    <message>
        <source>Remove Pho&amp;to</source>
        <translation>Foto ent&amp;fernen</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>Das Foto entfernen</translation>
    </message>
    <message>
        <source>&amp;First name:</source>
        <translation>&amp;Vorname:</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>&amp;Last name:</source>
        <translation>Na&amp;chname:</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>&amp;Shown as:</source>
        <translation>An&amp;zeigen als:</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Anzeigen als</translation>
    </message>
    <message>
        <source>&amp;E-mail:</source>
        <translation>&amp;E-Mail:</translation>
    </message>
    <message>
        <source>&amp;Phone:</source>
        <translation>&amp;Telefon:</translation>
    </message>
    <message>
        <source>Ni&amp;ckname:</source>
        <translation>Sp&amp;itzname:</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Spitzname</translation>
    </message>
    <message>
        <source>&amp;Organisation:</source>
        <translation>&amp;Organisation:</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Pos&amp;ition:</source>
        <translation>&amp;Position:</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>&amp;Notes:</source>
        <translation>&amp;Notizen:</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>List na&amp;me:</source>
        <translation>Na&amp;me der Liste:</translation>
    </message>
    <message>
        <source>List name</source>
        <translation>Name der Liste</translation>
    </message>
    <message>
        <source>Mem&amp;bers:</source>
        <translation>Mit&amp;glieder:</translation>
    </message>
    <message>
        <source>Type names or addresses here, or drag contacts onto this list in the address book. A message to the list goes to each of its members.</source>
        <translation>Hier Namen oder Adressen eingeben oder Kontakte im Adressbuch auf diese Liste ziehen. Eine Nachricht an die Liste geht an jedes ihrer Mitglieder.</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>Zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>Forget what was changed since it was saved</source>
        <translation>Verwerfen, was seit dem Speichern geändert wurde</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Mi&amp;ddle name:</source>
        <translation>Weiterer Vorn&amp;ame:</translation>
    </message>
    <message>
        <source>Middle name</source>
        <translation>Weiterer Vorname</translation>
    </message>
    <message>
        <source>Prefi&amp;x:</source>
        <translation>Präfi&amp;x:</translation>
    </message>
    <message>
        <source>Prefix of the name</source>
        <translation>Präfix des Namens</translation>
    </message>
    <message>
        <source>What stands before the name, such as Dr.</source>
        <translation>Was vor dem Namen steht, etwa Dr.</translation>
    </message>
    <message>
        <source>S&amp;uffix:</source>
        <translation>S&amp;uffix:</translation>
    </message>
    <message>
        <source>Suffix of the name</source>
        <translation>Suffix des Namens</translation>
    </message>
    <message>
        <source>What stands behind the name, such as Jr.</source>
        <translation>Was hinter dem Namen steht, etwa jun.</translation>
    </message>
    <message>
        <source>Cate&amp;gories:</source>
        <translation>&amp;Kategorien:</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>FolderPicker</name>
    <message>
        <source>Choose a Folder</source>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>Type a part of the folder&apos;s name</source>
        <translation>Geben Sie einen Teil des Ordnernamens ein</translation>
    </message>
    <message>
        <source>Part of the folder&apos;s name</source>
        <translation>Teil des Ordnernamens</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No folder is called so.</source>
        <translation>Kein Ordner heißt so.</translation>
    </message>
</context>
<context>
    <name>FolderPropertiesDialog</name>
    <message>
        <source>Folder Properties</source>
        <translation>Eigenschaften des Ordners</translation>
    </message>
    <message>
        <source>Messages:</source>
        <translation>Nachrichten:</translation>
    </message>
    <message>
        <source>On this computer:</source>
        <translation>Auf diesem Computer:</translation>
    </message>
    <message>
        <source>Part of the messages that is on this computer</source>
        <translation>Anteil der Nachrichten auf diesem Computer</translation>
    </message>
    <message>
        <source>On the server:</source>
        <translation>Auf dem Server:</translation>
    </message>
    <message>
        <source>&amp;Keep here:</source>
        <translation>Hier au&amp;fbewahren:</translation>
    </message>
    <message>
        <source>What to keep of this folder on this computer</source>
        <translation>Was von diesem Ordner auf diesem Computer bleibt</translation>
    </message>
    <message>
        <source>&amp;For messages of:</source>
        <translation>Für &amp;Nachrichten von:</translation>
    </message>
    <message>
        <source>How long to keep it</source>
        <translation>Wie lange es bleibt</translation>
    </message>
    <message>
        <source>For messages of the last days</source>
        <translation>Für Nachrichten der letzten Tage</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Help text</source>
        <translation>Hilfetext</translation>
    </message>
</context>
<context>
    <name>IdentitiesPage</name>
    <message>
        <source>Names and addresses you write as. The first one is used unless you choose another; an answer is from the address that the mail came to.</source>
        <translation>Namen und Adressen, unter denen Sie schreiben. Ohne andere Wahl gilt die erste; eine Antwort kommt von der Adresse, an die die Nachricht ging.</translation>
    </message>
    <message>
        <source>identity, identities, alias, sender, from, name, e-mail address, signature, reply-to, second address</source>
        <comment>words people look for, blanks between</comment>
        <translation>Identität, Identitäten, Alias, Absender, von, Name, E-Mail-Adresse, Signatur, Unterschrift, Antwort an, zweite Adresse</translation>
    </message>
    <message>
        <source>Identities</source>
        <translation>Identitäten</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>Add an identity</source>
        <translation>Eine Identität hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the identity</source>
        <translation>Die Identität bearbeiten</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Remove the identity</source>
        <translation>Die Identität entfernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>Nach &amp;unten</translation>
    </message>
</context>
<context>
    <name>IdentityDialog</name>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Your &amp;name:</source>
        <translation>Ihr &amp;Name:</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>&amp;E-mail address:</source>
        <translation>E-Mail-&amp;Adresse:</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>&amp;Reply to:</source>
        <translation>Antwo&amp;rt an:</translation>
    </message>
    <message>
        <source>Addresses that answers go to</source>
        <translation>Adressen, an die Antworten gehen</translation>
    </message>
    <message>
        <source>The same address</source>
        <translation>Dieselbe Adresse</translation>
    </message>
    <message>
        <source>&amp;Outgoing server:</source>
        <translation>&amp;Postausgangsserver:</translation>
    </message>
    <message>
        <source>Outgoing server</source>
        <translation>Postausgangsserver</translation>
    </message>
    <message>
        <source>Signature &amp;stands:</source>
        <translation>Signatur &amp;steht:</translation>
    </message>
    <message>
        <source>Where the signature stands</source>
        <translation>Wo die Signatur steht</translation>
    </message>
    <message>
        <source>below the quoted message</source>
        <translation>unter der zitierten Nachricht</translation>
    </message>
    <message>
        <source>above the quoted message</source>
        <translation>über der zitierten Nachricht</translation>
    </message>
    <message>
        <source>Si&amp;gnature:</source>
        <translation>Si&amp;gnatur:</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Plain Text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Signature as plain text</source>
        <translation>Signatur als reiner Text</translation>
    </message>
    <message>
        <source>Rich Text</source>
        <translation>Formatierter Text</translation>
    </message>
    <message>
        <source>Signature as rich text</source>
        <translation>Signatur als formatierter Text</translation>
    </message>
    <message>
        <source>&amp;Import HTML File…</source>
        <translation>HTML-Datei &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Take over Plain Text</source>
        <translation>Reinen &amp;Text übernehmen</translation>
    </message>
    <message>
        <source>Messages in plain text end with the one, rich ones with the other. Where there is no rich signature, rich messages have the plain one.</source>
        <translation>Nachrichten in reinem Text enden mit der einen, formatierte mit der anderen. Ohne formatierte Signatur haben auch sie die aus reinem Text.</translation>
    </message>
</context>
<context>
    <name>KeepDialog</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>With all &amp;subfolders</source>
        <translation>Mit allen &amp;Unterordnern</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>Text of the link</source>
        <translation>Text des Links</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>Address of the link</source>
        <translation>Adresse des Links</translation>
    </message>
</context>
<context>
    <name>NewFolderDialog</name>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Name of the new folder</source>
        <translation>Name des neuen Ordners</translation>
    </message>
    <message>
        <source>&amp;In:</source>
        <translation>&amp;In:</translation>
    </message>
    <message>
        <source>Folder or account that it stands in</source>
        <translation>Ordner oder Konto, in dem er liegt</translation>
    </message>
</context>
<context>
    <name>NewTagDialog</name>
    <message>
        <source>New Tag</source>
        <translation>Neues Schlagwort</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Name of the new tag</source>
        <translation>Name des neuen Schlagworts</translation>
    </message>
</context>
<context>
    <name>OutgoingPage</name>
    <message>
        <source>Servers that your mail is sent by. The account’s own one is used by every identity that names no other.</source>
        <translation>Server, über die Ihre Nachrichten gesendet werden. Der des Kontos gilt für jede Identität, die keinen anderen nennt.</translation>
    </message>
    <message>
        <source>smtp, outgoing server, submission, send, port, password, security</source>
        <comment>words people look for, blanks between</comment>
        <translation>SMTP, Postausgangsserver, ausgehend, Submission, senden, Port, Passwort, Sicherheit</translation>
    </message>
    <message>
        <source>Outgoing servers</source>
        <translation>Postausgangsserver</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>Add an outgoing server</source>
        <translation>Einen Postausgangsserver hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the outgoing server</source>
        <translation>Den Postausgangsserver bearbeiten</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <source>Remove the outgoing server</source>
        <translation>Den Postausgangsserver entfernen</translation>
    </message>
    <message>
        <source>Use by De&amp;fault</source>
        <translation>Als &amp;Standard</translation>
    </message>
    <message>
        <source>&amp;Sent mail:</source>
        <translation>&amp;Gesendetes:</translation>
    </message>
    <message>
        <source>sent, sent mail, sent folder, copy, filing, twice, Gmail</source>
        <comment>words people look for, blanks between</comment>
        <translation>gesendet, Gesendetes, Kopie, ablegen, doppelt, Gmail</translation>
    </message>
    <message>
        <source>What becomes of sent mail</source>
        <translation>Was mit Gesendetem geschieht</translation>
    </message>
    <message>
        <source>Put into Sent unless the server has it there</source>
        <translation>Unter „Gesendet“ ablegen, wenn es dort fehlt</translation>
    </message>
    <message>
        <source>Always put into Sent</source>
        <translation>Immer unter „Gesendet“ ablegen</translation>
    </message>
    <message>
        <source>The server puts it into Sent by itself</source>
        <translation>Der Server legt es selbst dort ab</translation>
    </message>
</context>
<context>
    <name>OutgoingServerDialog</name>
    <message>
        <source>Outgoing Server</source>
        <translation>Postausgangsserver</translation>
    </message>
    <message>
        <source>&amp;Server:</source>
        <translation>&amp;Server:</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation>Name des Servers</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>P&amp;ort:</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>S&amp;ecurity:</source>
        <translation>Siche&amp;rheit:</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Encrypted (TLS), recommended</source>
        <translation>Verschlüsselt (TLS), empfohlen</translation>
    </message>
    <message>
        <source>Encrypted after connecting (STARTTLS)</source>
        <translation>Verschlüsselt nach dem Verbinden (STARTTLS)</translation>
    </message>
    <message>
        <source>None: not encrypted</source>
        <translation>Keine: unverschlüsselt</translation>
    </message>
    <message>
        <source>Send &amp;without encryption all the same</source>
        <translation>Trotzdem ohne &amp;Verschlüsselung senden</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>&amp;Benutzername:</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>As for incoming mail</source>
        <translation>Wie beim Empfangen</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>P&amp;asswort:</translation>
    </message>
    <message>
        <source>Which password</source>
        <translation>Welches Passwort</translation>
    </message>
    <message>
        <source>One of its own</source>
        <translation>Ein eigenes</translation>
    </message>
    <message>
        <source>Printed by a command</source>
        <translation>Von einem Befehl ausgegeben</translation>
    </message>
    <message>
        <source>&amp;New password:</source>
        <translation>&amp;Neues Passwort:</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>&amp;Command:</source>
        <translation>Be&amp;fehl:</translation>
    </message>
    <message>
        <source>Command that prints the password</source>
        <translation>Befehl, der das Passwort ausgibt</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Show Cer&amp;tificate…</source>
        <translation>Zer&amp;tifikat anzeigen…</translation>
    </message>
    <message>
        <source>Use it &amp;by default</source>
        <translation>Als Stan&amp;dard verwenden</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password Needed</source>
        <translation>Passwort erforderlich</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>&amp;Keep it in the keyring</source>
        <translation>Im &amp;Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>An&amp;zeigen</translation>
    </message>
</context>
<context>
    <name>PendingChangesDialog</name>
    <message>
        <source>Changes Waiting for the Server</source>
        <translation>Auf den Server wartende Änderungen</translation>
    </message>
    <message>
        <source>Waiting changes</source>
        <translation>Wartende Änderungen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Warum sie wartet</translation>
    </message>
    <message>
        <source>&amp;Try Again Now</source>
        <translation>Jetzt &amp;erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Verwerfen…</translation>
    </message>
    <message>
        <source>These changes have been made on this computer. The server hasn&apos;t confirmed them yet.</source>
        <translation>Diese Änderungen sind auf diesem Computer ausgeführt. Der Server hat sie noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>&amp;Account:</source>
        <translation>&amp;Konto:</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Nächster Versuch</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>&amp;Farben:</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Layout:</source>
        <translation>&amp;Anordnung:</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Three columns</source>
        <translation>Drei Spalten</translation>
    </message>
    <message>
        <source>List above message</source>
        <translation>Liste über Nachricht</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>&amp;Mark a message as read after</source>
        <translation>Nachrichten als &amp;gelesen markieren nach</translation>
    </message>
    <message>
        <source>Seconds until a message is marked as read</source>
        <translation>Sekunden, bis eine Nachricht als gelesen markiert wird</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Show plain &amp;text where a message has both</source>
        <translation>&amp;Reinen Text anzeigen, wenn eine Nachricht beides enthält</translation>
    </message>
    <message>
        <source>Pictures and styles from the web are never loaded by themselves.</source>
        <translation>Bilder und Formatvorlagen aus dem Internet werden nie von selbst geladen.</translation>
    </message>
    <message>
        <source>Message list</source>
        <translation>Nachrichtenliste</translation>
    </message>
    <message>
        <source>Show the first &amp;words of each message in the list</source>
        <translation>Die ersten &amp;Wörter jeder Nachricht in der Liste anzeigen</translation>
    </message>
    <message>
        <source>&amp;Group messages by date</source>
        <translation>Nachrichten nach &amp;Datum gruppieren</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Look for &amp;new mail every</source>
        <translation>Nach &amp;neuen Nachrichten sehen alle</translation>
    </message>
    <message>
        <source>Minutes between looking for new mail</source>
        <translation>Minuten zwischen zwei Abrufen neuer Nachrichten</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>The settings can&apos;t be saved: the profile&apos;s folder is read-only. Changes last until you quit.</source>
        <translation>Die Einstellungen lassen sich nicht speichern: Der Ordner des Profils ist schreibgeschützt. Änderungen gelten, bis Sie das Programm beenden.</translation>
    </message>
    <message>
        <source>The connection stays open to servers that announce new mail by themselves.</source>
        <translation>Zu Servern, die neue Nachrichten von sich aus melden, bleibt die Verbindung bestehen.</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search the settings (Ctrl+F)</source>
        <translation>Einstellungen durchsuchen (Strg+F)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write in plain or formatted text</source>
        <translation>In reinem oder formatiertem Text schreiben</translation>
    </message>
    <message>
        <source>Plain text; formatted where the message answered is</source>
        <translation>Reiner Text; formatiert, wo die beantwortete Nachricht es ist</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>Formatierter Text</translation>
    </message>
    <message>
        <source>Sending can be &amp;undone for:</source>
        <translation>Senden lässt sich &amp;zurücknehmen:</translation>
    </message>
    <message>
        <source>send, sending, sent, undo send, recall, take back, outbox, delay</source>
        <comment>words people look for, blanks between</comment>
        <translation>senden, gesendet, zurückholen, zurücknehmen, widerrufen, Postausgang, Verzögerung</translation>
    </message>
    <message>
        <source>Seconds in which sending can be undone</source>
        <translation>Sekunden, in denen sich das Senden zurücknehmen lässt</translation>
    </message>
    <message>
        <source>not at all</source>
        <comment>time in which sending can be undone</comment>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>Keep everyone I write to in the a&amp;ddress book</source>
        <translation>Wem ich schreibe, ins Adressbu&amp;ch aufnehmen</translation>
    </message>
    <message>
        <source>Addresses of mail that was sent or received are proposed in any case; the address book holds whom you put there.</source>
        <translation>Adressen aus gesendeter und empfangener Post werden in jedem Fall vorgeschlagen; im Adressbuch steht, wer dort aufgenommen wurde.</translation>
    </message>
    <message>
        <source>contacts, collect addresses, recipients, address book</source>
        <comment>words people look for, blanks between</comment>
        <translation>Kontakte, Adressen, sammeln, Empfänger, Adressbuch</translation>
    </message>
    <message>
        <source>Ask when a sender wants a &amp;receipt; none is ever sent without asking</source>
        <translation>Fragen, wenn ein Absender eine &amp;Empfangsbestätigung will; ohne Frage geht nie eine</translation>
    </message>
    <message>
        <source>Write &amp;in:</source>
        <translation>Schreiben &amp;in:</translation>
    </message>
    <message>
        <source>&amp;Bytes are paid for (metered network):</source>
        <translation>Datenmenge &amp;kostet Geld (getaktetes Netz):</translation>
    </message>
    <message>
        <source>metered, mobile data, roaming, hotspot, tethering, data limit, volume</source>
        <comment>words people look for, blanks between</comment>
        <translation>getaktet, mobile Daten, Mobilfunk, Roaming, Hotspot, Tethering, Datenvolumen, Volumen</translation>
    </message>
    <message>
        <source>Whether bytes are paid for</source>
        <translation>Ob die Datenmenge Geld kostet</translation>
    </message>
    <message>
        <source>On a metered network accounts fetch only headers and what you open, where their settings say so.</source>
        <translation>In einem getakteten Netz holen Konten nur Kopfzeilen und was geöffnet wird, soweit ihre Einstellungen das sagen.</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Wie das System sagt</translation>
    </message>
    <message>
        <source>Yes, here and now</source>
        <comment>bytes are paid for</comment>
        <translation>Ja, hier und jetzt</translation>
    </message>
    <message>
        <source>Never</source>
        <comment>bytes are paid for</comment>
        <translation>Nie</translation>
    </message>
</context>
<context>
    <name>ProtocolPage</name>
    <message>
        <source>How this account reads mail</source>
        <translation>Wie dieses Konto Nachrichten empfängt</translation>
    </message>
    <message>
        <source>You can change how this account reads its mail. Nothing on this computer is lost or doubled, nothing on the server is deleted, and you can change back.</source>
        <translation>Sie können ändern, wie dieses Konto seine Nachrichten empfängt. Nichts auf diesem Computer geht verloren oder verdoppelt sich, nichts auf dem Server wird gelöscht, und Sie können es rückgängig machen.</translation>
    </message>
    <message>
        <source>IMAP</source>
        <translation>IMAP</translation>
    </message>
    <message>
        <source>POP3</source>
        <translation>POP3</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Other devices</source>
        <translation>Andere Geräte</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>&amp;Umstellen…</translation>
    </message>
    <message>
        <source>C&amp;ontinue…</source>
        <translation>&amp;Fortsetzen…</translation>
    </message>
    <message>
        <source>Re&amp;port…</source>
        <translation>&amp;Bericht…</translation>
    </message>
    <message>
        <source>How this account reads mail: protocol, IMAP, POP, POP3, switch, change, convert</source>
        <comment>words people look for, blanks between</comment>
        <translation>Wie dieses Konto seine E-Mails liest: Protokoll, IMAP, POP, POP3, umstellen, wechseln, Wechsel, ändern, umwandeln</translation>
    </message>
    <message>
        <source>&amp;Undo the Change…</source>
        <translation>Umstellung &amp;rückgängig machen…</translation>
    </message>
</context>
<context>
    <name>RedirectDialog</name>
    <message>
        <source>Redirect</source>
        <translation>Umleiten</translation>
    </message>
    <message>
        <source>It is passed on unchanged, with its attachments. Who gets it sees whom it is from, and answers go there.</source>
        <translation>Sie wird unverändert und mit ihren Anhängen weitergegeben. Wer sie bekommt, sieht, von wem sie ist, und Antworten gehen dorthin.</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;An</translation>
    </message>
    <message>
        <source>&amp;Cc</source>
        <translation>&amp;Cc</translation>
    </message>
    <message>
        <source>&amp;Bcc</source>
        <translation>&amp;Bcc</translation>
    </message>
</context>
<context>
    <name>SendLaterDialog</name>
    <message>
        <source>Send Later</source>
        <translation>Später senden</translation>
    </message>
    <message>
        <source>The message waits on this computer until then, and goes once Turnstone is running and online.</source>
        <translation>Die Nachricht wartet bis dahin auf diesem Computer und wird gesendet, sobald Turnstone läuft und online ist.</translation>
    </message>
    <message>
        <source>When to send</source>
        <translation>Wann gesendet wird</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
</context>
<context>
    <name>SubscriptionsDialog</name>
    <message>
        <source>Subscriptions</source>
        <translation>Abonnements</translation>
    </message>
    <message>
        <source>Mail programs show the folders that are ticked here. Changes made offline are told to the server later.</source>
        <translation>Mailprogramme zeigen die Ordner, die hier angehakt sind. Offline vorgenommene Änderungen erfährt der Server später.</translation>
    </message>
    <message>
        <source>&amp;Account:</source>
        <translation>&amp;Konto:</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Type a part of the folder&apos;s name</source>
        <translation>Geben Sie einen Teil des Ordnernamens ein</translation>
    </message>
    <message>
        <source>Part of the folder&apos;s name</source>
        <translation>Teil des Ordnernamens</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>SwitchGuide</name>
    <message>
        <source>&amp;Server:</source>
        <translation>&amp;Server:</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>Name des Servers</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>P&amp;ort:</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Sec&amp;urity:</source>
        <translation>Siche&amp;rheit:</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Encrypted (TLS), recommended</source>
        <translation>Verschlüsselt (TLS), empfohlen</translation>
    </message>
    <message>
        <source>Encrypted after connecting (STARTTLS)</source>
        <translation>Verschlüsselt nach dem Verbinden (STARTTLS)</translation>
    </message>
    <message>
        <source>None: not encrypted</source>
        <translation>Keine: unverschlüsselt</translation>
    </message>
    <message>
        <source>Use it without encr&amp;yption all the same</source>
        <translation>Trotzdem ohne Verschlüsselun&amp;g verwenden</translation>
    </message>
    <message>
        <source>User &amp;name:</source>
        <translation>Benutzer&amp;name:</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The same as now</source>
        <translation>Dasselbe wie jetzt</translation>
    </message>
    <message>
        <source>It is the same mailbo&amp;x, whatever is in it</source>
        <translation>Es ist dasselbe Post&amp;fach, was immer darin ist</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>Pass&amp;wort:</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;In the selected folders:</source>
        <translation>&amp;In den gewählten Ordnern:</translation>
    </message>
    <message>
        <source>What is done in the selected folders</source>
        <translation>Was in den gewählten Ordnern geschieht</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>These messages can&apos;t be treated as the others. Return or a double click opens one.</source>
        <translation>Diese Nachrichten können nicht wie die anderen behandelt werden. Die Eingabetaste oder ein Doppelklick öffnet eine.</translation>
    </message>
    <message>
        <source>Messages that are treated differently</source>
        <translation>Nachrichten, die anders behandelt werden</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>&amp;Messages that were treated differently:</source>
        <translation>&amp;Nachrichten, die anders behandelt wurden:</translation>
    </message>
    <message>
        <source>Messages that were treated differently</source>
        <translation>Nachrichten, die anders behandelt wurden</translation>
    </message>
    <message>
        <source>Show Cer&amp;tificate…</source>
        <translation>Zer&amp;tifikat anzeigen…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Sa&amp;ve As…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Give Up…</source>
        <translation>&amp;Aufgeben…</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>Sch&amp;ließen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Read every uploaded message back as a w&amp;hole (takes longer)</source>
        <translation>Jede hochgeladene Nachricht als &amp;Ganzes zurücklesen (dauert länger)</translation>
    </message>
    <message>
        <source>Else the header and the size of each are compared, and the whole where the server may have rewritten it.</source>
        <translation>Sonst werden Kopf und Größe verglichen, und die ganze Nachricht, wo der Server sie umgeschrieben haben könnte.</translation>
    </message>
    <message>
        <source>&amp;Keep for Good…</source>
        <translation>&amp;Endgültig behalten…</translation>
    </message>
</context>
<context>
    <name>Turnstone::AccountSettingsDialog</name>
    <message>
        <source>POP3: mail is collected to this computer, which keeps its folders and marks.</source>
        <translation>POP3: Nachrichten werden auf diesen Computer geholt, der ihre Ordner und Markierungen aufbewahrt.</translation>
    </message>
    <message>
        <source>IMAP: mail stays on the server, and all your devices see the same.</source>
        <translation>IMAP: Nachrichten bleiben auf dem Server, und alle Ihre Geräte sehen dasselbe.</translation>
    </message>
    <message>
        <source>The account needs a name without “/”.</source>
        <translation>Das Konto braucht einen Namen ohne „/“.</translation>
    </message>
    <message>
        <source>There is an account called “%1” already.</source>
        <translation>Ein Konto namens „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>The name of the incoming server is missing.</source>
        <translation>Der Name des Posteingangsservers fehlt.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>The command that prints the password is missing.</source>
        <translation>Der Befehl, der das Passwort ausgibt, fehlt.</translation>
    </message>
    <message>
        <source>Remove Account</source>
        <translation>Konto entfernen</translation>
    </message>
    <message>
        <source>Remove “%1” from this computer?</source>
        <translation>„%1“ von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>All its mail on this computer is deleted. What was collected and is no longer on the server is lost for good. Changes that wait for the server are lost, too.</source>
        <translation>Alle Nachrichten des Kontos auf diesem Computer werden gelöscht. Was abgeholt wurde und nicht mehr auf dem Server liegt, ist endgültig verloren. Auch Änderungen, die auf den Server warten, gehen verloren.</translation>
    </message>
    <message>
        <source>All its mail on this computer is deleted. What is on the server stays there. Changes that wait for the server, and mail that is only here, are lost.</source>
        <translation>Alle Nachrichten des Kontos auf diesem Computer werden gelöscht. Was auf dem Server liegt, bleibt dort. Änderungen, die auf den Server warten, und Nachrichten, die nur hier sind, gehen verloren.</translation>
    </message>
    <message>
        <source>&amp;Remove Account</source>
        <translation>Konto &amp;entfernen</translation>
    </message>
    <message>
        <source>What is older, or more than this, is removed from this computer where the server still has it. What you download for offline stays.</source>
        <translation>Was älter ist oder darüber hinausgeht, wird von diesem Computer entfernt, soweit der Server es noch hat. Was für offline heruntergeladen wurde, bleibt.</translation>
    </message>
    <message>
        <source>On this computer: %1 of %2 messages, %3.</source>
        <translation>Auf diesem Computer: %1 von %2 Nachrichten, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them on this computer only.</source>
        <translation>
            <numerusform>%Ln davon nur auf diesem Computer.</numerusform>
            <numerusform>%Ln davon nur auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Attachments &amp;wait in messages over:</source>
        <translation>&amp;Anhänge warten in Nachrichten über:</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Only the te&amp;xt of messages over:</source>
        <translation>Nur der Te&amp;xt von Nachrichten über:</translation>
    </message>
    <message>
        <source>POP3 gives a message whole, or its first lines: text is fetched alone where it ends there. The rest stays on the server until you ask for it. Nothing is removed from this computer but what the server still holds, and leaves there.</source>
        <translation>POP3 liefert eine Nachricht ganz oder nur ihre ersten Zeilen: Endet der Text dort, wird er allein geholt. Der Rest bleibt auf dem Server, bis Sie ihn anfordern. Von diesem Computer wird nur entfernt, was der Server noch hat und behält.</translation>
    </message>
    <message>
        <source>Identities</source>
        <translation>Identitäten</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>Turnstone::AccountWorker</name>
    <message>
        <source>This part of the message isn&apos;t on this computer, and you are working offline.</source>
        <translation>Dieser Teil der Nachricht liegt nicht auf diesem Computer, und Sie arbeiten offline.</translation>
    </message>
</context>
<context>
    <name>Turnstone::AddAccountDialog</name>
    <message>
        <source>Welcome to Turnstone</source>
        <translation>Willkommen bei Turnstone</translation>
    </message>
    <message>
        <source>“%1” is not an e-mail address.</source>
        <translation>„%1“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>The name of the incoming server is missing.</source>
        <translation>Der Name des Posteingangsservers fehlt.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>The account needs a name without “/”.</source>
        <translation>Das Konto braucht einen Namen ohne „/“.</translation>
    </message>
    <message>
        <source>There is an account called “%1” already.</source>
        <translation>Ein Konto namens „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>Stop Chec&amp;king</source>
        <translation>&amp;Prüfung anhalten</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Check the settings first.</source>
        <translation>Prüfen Sie zuerst die Einstellungen.</translation>
    </message>
    <message>
        <source>Asking “%1”…</source>
        <translation>„%1“ wird gefragt…</translation>
    </message>
    <message>
        <source>&amp;Add Account</source>
        <translation>Konto &amp;hinzufügen</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles in Ordnung.</translation>
    </message>
    <message>
        <source>&amp;Add Anyway</source>
        <translation>Trotzdem &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Adding the account…</source>
        <translation>Das Konto wird hinzugefügt…</translation>
    </message>
    <message>
        <source>%1 Turnstone never writes a password to a file. It can ask you at each start instead.</source>
        <translation>%1 Turnstone schreibt ein Passwort nie in eine Datei. Es kann stattdessen bei jedem Start danach fragen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::AddressBookCommands</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Write Message</source>
        <translation>Nachricht &amp;schreiben</translation>
    </message>
    <message>
        <source>Copy &amp;Address</source>
        <translation>&amp;Adresse kopieren</translation>
    </message>
    <message>
        <source>&amp;Edit Contact…</source>
        <translation>Kontakt &amp;bearbeiten …</translation>
    </message>
    <message>
        <source>Add to Address &amp;Book…</source>
        <translation>Ins Adress&amp;buch aufnehmen …</translation>
    </message>
</context>
<context>
    <name>Turnstone::AddressBookWindow</name>
    <message>
        <source>Import Contacts</source>
        <translation>Kontakte importieren</translation>
    </message>
    <message>
        <source>Contacts (%1)</source>
        <translation>Kontakte (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>Alle Dateien (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) added.</source>
        <translation>
            <numerusform>%n Kontakt hinzugefügt.</numerusform>
            <numerusform>%n Kontakte hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that were here know more now.</source>
        <translation>
            <numerusform>%n vorhandener wurde ergänzt.</numerusform>
            <numerusform>%n vorhandene wurden ergänzt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were here already.</source>
        <translation>
            <numerusform>%n war schon bekannt.</numerusform>
            <numerusform>%n waren schon bekannt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n war nicht lesbar.</numerusform>
            <numerusform>%n waren nicht lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file holds more than %1; the rest was left out.</source>
        <translation>Die Datei enthält mehr als %1; der Rest wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Importing contacts…</source>
        <translation>Kontakte werden importiert …</translation>
    </message>
    <message>
        <source>“%1” holds no contacts that can be read.</source>
        <translation>„%1“ enthält keine lesbaren Kontakte.</translation>
    </message>
    <message numerus="yes">
        <source>Export %n Contacts</source>
        <translation>
            <numerusform>%n Kontakt exportieren</numerusform>
            <numerusform>%n Kontakte exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Export All Contacts</source>
        <translation>Alle Kontakte exportieren</translation>
    </message>
    <message>
        <source>vCard 4 (%1)</source>
        <translation>vCard 4 (%1)</translation>
    </message>
    <message>
        <source>vCard 3, for older programs (%1)</source>
        <translation>vCard 3, für ältere Programme (%1)</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets (%1)</source>
        <translation>CSV, für Tabellenprogramme (%1)</translation>
    </message>
    <message>
        <source>contacts</source>
        <comment>name of a file</comment>
        <translation>kontakte</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) were saved in “%1”.</source>
        <translation>
            <numerusform>%n Kontakt wurde in „%1“ gespeichert.</numerusform>
            <numerusform>%n Kontakte wurden in „%1“ gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>CSV has no lists: %n left out.</source>
        <translation>
            <numerusform>CSV kennt keine Listen: %n ausgelassen.</numerusform>
            <numerusform>CSV kennt keine Listen: %n ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The address book is empty</source>
        <translation>Das Adressbuch ist leer</translation>
    </message>
    <message>
        <source>Add somebody here, or from a message by a right click on an address, or take in a file of another program.</source>
        <translation>Kontakte lassen sich hier hinzufügen, aus einer Nachricht durch einen Rechtsklick auf eine Adresse, oder aus einer Datei eines anderen Programms.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%n Kontakt</numerusform>
            <numerusform>%n Kontakte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n contact(s)</source>
        <translation>
            <numerusform>%1 von %n Kontakt</numerusform>
            <numerusform>%1 von %n Kontakten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contacts are selected</source>
        <translation>
            <numerusform>%n Kontakt ist ausgewählt</numerusform>
            <numerusform>%n Kontakte sind ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Write to them, make a list of them, or save them as a file.</source>
        <translation>An sie schreiben, eine Liste aus ihnen machen oder sie als Datei speichern.</translation>
    </message>
    <message>
        <source>Nobody is selected</source>
        <translation>Niemand ist ausgewählt</translation>
    </message>
    <message>
        <source>Select somebody to see what is known.</source>
        <translation>Ein ausgewählter Kontakt wird hier angezeigt.</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) deleted.</source>
        <translation>
            <numerusform>%n Kontakt gelöscht.</numerusform>
            <numerusform>%n Kontakte gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>None of those that are selected has an address.</source>
        <translation>Keiner der ausgewählten Kontakte hat eine Adresse.</translation>
    </message>
    <message>
        <source>&amp;Write Message</source>
        <translation>Nachricht &amp;schreiben</translation>
    </message>
    <message>
        <source>&amp;Add to List</source>
        <translation>&amp;Zu einer Liste hinzufügen</translation>
    </message>
    <message>
        <source>New &amp;List</source>
        <translation>Neue &amp;Liste</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>On line %1 a quotation mark opens that nothing closes.</source>
        <translation>In Zeile %1 beginnt ein Anführungszeichen, das nirgends endet.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Application</name>
    <message>
        <source>Keeps everything under &lt;dir&gt;.</source>
        <translation>Bewahrt alles unter &lt;dir&gt; auf.</translation>
    </message>
    <message>
        <source>dir</source>
        <comment>name of an option&apos;s value</comment>
        <translation>dir</translation>
    </message>
    <message>
        <source>A desktop mail client that is as good over POP3 as over IMAP.</source>
        <translation>Ein E-Mail-Programm, das mit POP3 so gut ist wie mit IMAP.</translation>
    </message>
    <message>
        <source>Turnstone can&apos;t start</source>
        <translation>Turnstone kann nicht starten</translation>
    </message>
    <message>
        <source>An address to write to, or a message to show.</source>
        <translation>Eine Adresse, an die geschrieben, oder eine Nachricht, die angezeigt wird.</translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentChip</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>not on this computer</source>
        <translation>nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentContent</name>
    <message>
        <source>The file “%1” that is to be attached isn&apos;t there any more.</source>
        <translation>Die Datei „%1“, die angehängt werden soll, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The file “%1” that is to be attached can&apos;t be read.</source>
        <translation>Die Datei „%1“, die angehängt werden soll, lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>An attachment of the original message isn&apos;t there.</source>
        <translation>Ein Anhang der ursprünglichen Nachricht ist nicht da.</translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentFiles</name>
    <message>
        <source>“%1” could not be saved: %2.</source>
        <translation>„%1“ ließ sich nicht speichern: %2.</translation>
    </message>
    <message>
        <source>“%1” could not be saved: too many files of that name.</source>
        <translation>„%1“ ließ sich nicht speichern: Es gibt zu viele Dateien dieses Namens.</translation>
    </message>
    <message>
        <source>“%1” is not on this computer yet.</source>
        <translation>„%1“ liegt noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>No temporary folder can be made: %1.</source>
        <translation>Ein temporärer Ordner lässt sich nicht anlegen: %1.</translation>
    </message>
    <message>
        <source>message</source>
        <extracomment>File name of an attachment without a name; the ending is added.</extracomment>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>attachment</source>
        <translation>Anhang</translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentsBar</name>
    <message>
        <source>Save A&amp;ll…</source>
        <translation>A&amp;lle speichern…</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Save all attachments</source>
        <translation>Alle Anhänge speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n Anhang, %1</numerusform>
            <numerusform>%n Anhänge, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Downloading “%1”…</source>
        <translation>„%1“ wird heruntergeladen…</translation>
    </message>
    <message>
        <source>“%1” is on this computer now.</source>
        <translation>„%1“ liegt jetzt auf diesem Computer.</translation>
    </message>
    <message>
        <source>“%1” could not be read.</source>
        <translation>„%1“ ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>Open Attachment</source>
        <translation>Anhang öffnen</translation>
    </message>
    <message>
        <source>Opening “%1” may run a program.</source>
        <translation>Das Öffnen von „%1“ kann ein Programm starten.</translation>
    </message>
    <message>
        <source>Files of this kind can do anything that you can do on this computer. Open it only if you expected it and know who sent it.</source>
        <translation>Dateien dieser Art können alles tun, was Sie auf diesem Computer tun können. Öffnen Sie sie nur, wenn Sie sie erwartet haben und wissen, wer sie gesendet hat.</translation>
    </message>
    <message>
        <source>&amp;Save Instead…</source>
        <translation>Stattdessen &amp;speichern…</translation>
    </message>
    <message>
        <source>Open &amp;Anyway</source>
        <translation>&amp;Trotzdem öffnen</translation>
    </message>
    <message>
        <source>No program was found that opens “%1”. It can be saved instead.</source>
        <translation>Es wurde kein Programm gefunden, das „%1“ öffnet. Die Datei lässt sich stattdessen speichern.</translation>
    </message>
    <message>
        <source>Save Attachments In</source>
        <translation>Anhänge speichern in</translation>
    </message>
    <message>
        <source>Save Attachment As</source>
        <translation>Anhang speichern unter</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved.</source>
        <translation>
            <numerusform>%n Datei gespeichert.</numerusform>
            <numerusform>%n Dateien gespeichert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::AttachmentsEditor</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Can&apos;t be attached, because it is no file that can be read: %1</source>
        <translation>Lässt sich nicht anhängen, weil es keine lesbare Datei ist: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n Anhang, %1</numerusform>
            <numerusform>%n Anhänge, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. With them the message is larger than the server takes, which is %2.</source>
        <translation>%1. Damit ist die Nachricht größer, als der Server annimmt: %2.</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>R&amp;emove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>Turnstone::BodyEditor</name>
    <message>
        <source>Quoted Text</source>
        <translation>Zitierter Text</translation>
    </message>
    <message>
        <source>This quote is too long to be edited with formatting. It is sent as it is. To answer within it, write in plain text (Format menu).</source>
        <translation>Dieses Zitat ist zu lang, um es formatiert zu bearbeiten. Es wird so gesendet, wie es ist. Um darin zu antworten, lässt sich in reinem Text schreiben (Menü „Format“).</translation>
    </message>
    <message>
        <source>Plain Text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>In plain text, formatting, pictures and tables in this message are lost.</source>
        <translation>In reinem Text gehen Formatierung, Bilder und Tabellen dieser Nachricht verloren.</translation>
    </message>
    <message>
        <source>Change to Plain Text</source>
        <translation>In reinen Text ändern</translation>
    </message>
</context>
<context>
    <name>Turnstone::CertificateDialog</name>
    <message>
        <source>The certificate of “%1” can&apos;t be trusted</source>
        <translation>Dem Zertifikat von „%1“ kann nicht vertraut werden</translation>
    </message>
    <message>
        <source>&amp;Accept This Certificate</source>
        <translation>Zertifikat &amp;akzeptieren</translation>
    </message>
</context>
<context>
    <name>Turnstone::Cli</name>
    <message>
        <source>Password of %1: </source>
        <translation>Passwort von %1: </translation>
    </message>
    <message>
        <source>Give the password by --password-file or --password-command.</source>
        <translation>Geben Sie das Passwort mit --password-file oder --password-command an.</translation>
    </message>
    <message>
        <source>There is an account &quot;%1&quot; already.</source>
        <translation>Das Konto „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>The protocol of an account can&apos;t be set.</source>
        <translation>Das Protokoll eines Kontos lässt sich so nicht ändern.</translation>
    </message>
    <message>
        <source>don&apos;t try to sign in first</source>
        <translation>ohne vorher die Anmeldung zu versuchen</translation>
    </message>
    <message>
        <source>adds an account, once signing in has worked</source>
        <translation>legt ein Konto an, sobald die Anmeldung gelungen ist</translation>
    </message>
    <message>
        <source>lists the accounts</source>
        <translation>listet die Konten auf</translation>
    </message>
    <message>
        <source>changes settings; the keys are the options of account add</source>
        <translation>ändert Einstellungen; die Schlüssel sind die Optionen von account add</translation>
    </message>
    <message>
        <source>removes an account and its mail on this computer; the server keeps its own</source>
        <translation>entfernt ein Konto und seine Nachrichten auf diesem Computer; der Server behält seine</translation>
    </message>
    <message>
        <source>what the account is called</source>
        <translation>wie das Konto heißt</translation>
    </message>
    <message>
        <source>its mail address</source>
        <translation>seine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>how mail is fetched</source>
        <translation>wie Nachrichten abgerufen werden</translation>
    </message>
    <message>
        <source>the incoming server</source>
        <translation>der Posteingangsserver</translation>
    </message>
    <message>
        <source>its port, if not the protocol&apos;s usual one</source>
        <translation>sein Port, wenn es nicht der übliche des Protokolls ist</translation>
    </message>
    <message>
        <source>how the connection is protected; tls if not given</source>
        <translation>wie die Verbindung geschützt ist; ohne Angabe tls</translation>
    </message>
    <message>
        <source>who signs in</source>
        <translation>wer sich anmeldet</translation>
    </message>
    <message>
        <source>the outgoing server</source>
        <translation>der Postausgangsserver</translation>
    </message>
    <message>
        <source>its port; 465, or 587 with starttls and none</source>
        <translation>sein Port; 465, oder 587 mit starttls und none</translation>
    </message>
    <message>
        <source>how that connection is protected</source>
        <translation>wie diese Verbindung geschützt ist</translation>
    </message>
    <message>
        <source>who signs in there, if not the same</source>
        <translation>wer sich dort anmeldet, wenn nicht derselbe</translation>
    </message>
    <message>
        <source>prints the password on its first line, at each need; nothing is kept</source>
        <translation>gibt das Passwort bei jedem Bedarf in der ersten Zeile aus; nichts wird aufbewahrt</translation>
    </message>
    <message>
        <source>certificate authorities to trust as well, PEM</source>
        <translation>Zertifizierungsstellen, denen zusätzlich vertraut wird, PEM</translation>
    </message>
    <message>
        <source>what becomes of fetched mail, POP3 only</source>
        <translation>was aus abgerufenen Nachrichten wird, nur POP3</translation>
    </message>
    <message>
        <source>how much of each message is kept here</source>
        <translation>wie viel von jeder Nachricht hier aufbewahrt wird</translation>
    </message>
    <message>
        <source>only for messages as young as this; 0: for all</source>
        <translation>nur für Nachrichten bis zu diesem Alter; 0: für alle</translation>
    </message>
    <message>
        <source>its first line is the password, which goes to the keyring</source>
        <translation>die erste Zeile ist das Passwort, das in den Schlüsselbund kommt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be the value of %2.</source>
        <translation>„%1“ ist kein möglicher Wert für %2.</translation>
    </message>
    <message>
        <source>An account has no setting &quot;%1&quot;.</source>
        <translation>Ein Konto hat keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>The option --%1 is missing.</source>
        <translation>Die Option --%1 fehlt.</translation>
    </message>
    <message>
        <source>print one JSON object a line</source>
        <translation>ein JSON-Objekt je Zeile ausgeben</translation>
    </message>
    <message>
        <source>explain the command</source>
        <translation>den Befehl erklären</translation>
    </message>
    <message>
        <source>print the version</source>
        <translation>die Version ausgeben</translation>
    </message>
    <message>
        <source>There is no option --%1 here.</source>
        <translation>Die Option --%1 gibt es hier nicht.</translation>
    </message>
    <message>
        <source>The option --%1 takes no value.</source>
        <translation>Die Option --%1 nimmt keinen Wert.</translation>
    </message>
    <message>
        <source>The option --%1 needs a value.</source>
        <translation>Die Option --%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>The option --%1 needs a whole number from %2 to %3.</source>
        <translation>Die Option --%1 braucht eine ganze Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>The options --%1 and --%2 exclude each other.</source>
        <translation>Die Optionen --%1 und --%2 schließen einander aus.</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>Den Befehl „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>Usage: turnstonectl %1 %2</source>
        <translation>Aufruf: turnstonectl %1 %2</translation>
    </message>
    <message>
        <source>Usage: turnstonectl [--profile DIR] [--json] COMMAND …</source>
        <translation>Aufruf: turnstonectl [--profile DIR] [--json] BEFEHL …</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Optionen jedes Befehls:</translation>
    </message>
    <message>
        <source>[OPTIONS] </source>
        <translation>[OPTIONEN] </translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Den Ordner %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There are too many files called %1.</source>
        <translation>Es gibt zu viele Dateien namens %1.</translation>
    </message>
    <message>
        <source>There is no message %1.</source>
        <translation>Die Nachricht %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Done here; waits for the server as change %1.</source>
        <translation>Hier erledigt; wartet als Änderung %1 auf den Server.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be a tag.</source>
        <translation>„%1“ kann kein Schlagwort sein.</translation>
    </message>
    <message>
        <source>What is to be marked? See turnstonectl mark --help.</source>
        <translation>Wie soll markiert werden? Siehe turnstonectl mark --help.</translation>
    </message>
    <message>
        <source>There is a folder &quot;%1&quot; already.</source>
        <translation>Den Ordner „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>The new name is that of the last level alone, without &quot;/&quot;.</source>
        <translation>Der neue Name ist der der letzten Ebene allein, ohne „/“.</translation>
    </message>
    <message>
        <source>marks messages, here at once and at the server with the next sync</source>
        <translation>markiert Nachrichten, hier sofort und auf dem Server beim nächsten Abgleich</translation>
    </message>
    <message>
        <source>as read</source>
        <translation>als gelesen</translation>
    </message>
    <message>
        <source>as unread</source>
        <translation>als ungelesen</translation>
    </message>
    <message>
        <source>with a flag</source>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>without a flag</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>with a tag; may be given more than once</source>
        <translation>mit einem Schlagwort; mehrfach möglich</translation>
    </message>
    <message>
        <source>without a tag</source>
        <translation>ohne ein Schlagwort</translation>
    </message>
    <message>
        <source>moves messages to the trash; from there, deletes them for good</source>
        <translation>verschiebt Nachrichten in den Papierkorb; von dort löscht es sie endgültig</translation>
    </message>
    <message>
        <source>for good at once</source>
        <translation>sofort endgültig</translation>
    </message>
    <message>
        <source>makes a folder</source>
        <translation>legt einen Ordner an</translation>
    </message>
    <message>
        <source>gives a folder&apos;s last level another name</source>
        <translation>benennt die letzte Ebene eines Ordners um</translation>
    </message>
    <message>
        <source>removes a folder</source>
        <translation>entfernt einen Ordner</translation>
    </message>
    <message>
        <source>even with messages in it</source>
        <translation>auch mit Nachrichten darin</translation>
    </message>
    <message>
        <source>There is no account &quot;%1&quot;.</source>
        <translation>Das Konto „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The account is gone.</source>
        <translation>Das Konto gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no folder: write it as ACCOUNT/Path/To/Folder.</source>
        <translation>„%1“ bezeichnet keinen Ordner: Schreiben Sie KONTO/Pfad/Zum/Ordner.</translation>
    </message>
    <message>
        <source>There is no folder &quot;%1&quot;.</source>
        <translation>Den Ordner „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Which command? See turnstonectl --help.</source>
        <translation>Welcher Befehl? Siehe turnstonectl --help.</translation>
    </message>
    <message>
        <source>The output could not be written.</source>
        <translation>Die Ausgabe ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The message %1 is not in %2.</source>
        <translation>Die Nachricht %1 liegt nicht in %2.</translation>
    </message>
    <message>
        <source>lists folders with what is in them</source>
        <translation>listet Ordner und ihren Inhalt auf</translation>
    </message>
    <message>
        <source>lists a folder&apos;s messages, newest first</source>
        <translation>listet die Nachrichten eines Ordners auf, neueste zuerst</translation>
    </message>
    <message>
        <source>at most so many; with --threads, conversations</source>
        <translation>höchstens so viele; mit --threads Unterhaltungen</translation>
    </message>
    <message>
        <source>only what stands after this message in the list</source>
        <translation>nur was in der Liste nach dieser Nachricht steht</translation>
    </message>
    <message>
        <source>unread messages only</source>
        <translation>nur ungelesene Nachrichten</translation>
    </message>
    <message>
        <source>conversation by conversation</source>
        <translation>Unterhaltung für Unterhaltung</translation>
    </message>
    <message>
        <source>There is no waiting change %1.</source>
        <translation>Eine wartende Änderung %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>It will be tried again with the next sync.</source>
        <translation>Beim nächsten Abgleich wird sie erneut versucht.</translation>
    </message>
    <message>
        <source>The change is taken back.</source>
        <translation>Die Änderung ist zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 messages, %2 with content here, %3 damaged, %4 pieces that belong to none</source>
        <translation>%1 Nachrichten, %2 mit Inhalt hier, %3 beschädigt, %4 Stücke ohne Nachricht</translation>
    </message>
    <message>
        <source>lists changes that a server has not confirmed</source>
        <translation>listet Änderungen auf, die ein Server nicht bestätigt hat</translation>
    </message>
    <message>
        <source>checks that nothing on this computer is damaged</source>
        <translation>prüft, ob auf diesem Computer nichts beschädigt ist</translation>
    </message>
    <message>
        <source>also every message&apos;s content</source>
        <translation>auch den Inhalt jeder Nachricht</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message numerus="yes">
        <source>Attachment %1: %2 (%3, %n byte(s))</source>
        <translation>
            <numerusform>Anhang %1: %2 (%3, %n Byte)</numerusform>
            <numerusform>Anhang %1: %2 (%3, %n Bytes)</numerusform>
        </translation>
    </message>
    <message>
        <source>The message has no attachment %1.</source>
        <translation>Die Nachricht hat keinen Anhang %1.</translation>
    </message>
    <message>
        <source>never ask a server</source>
        <translation>nie einen Server fragen</translation>
    </message>
    <message>
        <source>shows a message, fetching what is missing</source>
        <translation>zeigt eine Nachricht und holt, was fehlt</translation>
    </message>
    <message>
        <source>its header</source>
        <translation>ihren Kopf</translation>
    </message>
    <message>
        <source>its text</source>
        <translation>ihren Text</translation>
    </message>
    <message>
        <source>the source of its HTML</source>
        <translation>den Quelltext ihres HTML</translation>
    </message>
    <message>
        <source>its bytes, as the server has them</source>
        <translation>ihre Bytes, wie der Server sie hat</translation>
    </message>
    <message>
        <source>its parts</source>
        <translation>ihre Teile</translation>
    </message>
    <message>
        <source>saves an attachment, never over a file that exists</source>
        <translation>speichert einen Anhang, nie über eine vorhandene Datei</translation>
    </message>
    <message>
        <source>into this folder</source>
        <translation>in diesen Ordner</translation>
    </message>
    <message>
        <source>This is not on this computer.</source>
        <translation>Das liegt nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t have this any more.</source>
        <translation>Der Server hat das nicht mehr.</translation>
    </message>
    <message>
        <source>There is no account yet. See turnstonectl account add --help.</source>
        <translation>Es gibt noch kein Konto. Siehe turnstonectl account add --help.</translation>
    </message>
    <message>
        <source>sends waiting changes and fetches what is new, from every folder</source>
        <translation>sendet wartende Änderungen und holt Neues aus jedem Ordner</translation>
    </message>
    <message>
        <source>stay, and follow what the servers report</source>
        <translation>bleiben und verfolgen, was die Server melden</translation>
    </message>
    <message>
        <source>also read folders that seem unchanged</source>
        <translation>auch Ordner lesen, die unverändert scheinen</translation>
    </message>
    <message>
        <source>The password file can&apos;t be read: %1.</source>
        <translation>Die Passwortdatei lässt sich nicht lesen: %1.</translation>
    </message>
    <message>
        <source>The password file&apos;s first line is empty.</source>
        <translation>Die erste Zeile der Passwortdatei ist leer.</translation>
    </message>
    <message>
        <source>The account %1 was added.</source>
        <translation>Das Konto %1 wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not KEY=VALUE.</source>
        <translation>„%1“ ist kein SCHLÜSSEL=WERT.</translation>
    </message>
    <message>
        <source>The account %1 was changed.</source>
        <translation>Das Konto %1 wurde geändert.</translation>
    </message>
    <message>
        <source>The account %1 and its mail on this computer were removed.</source>
        <translation>Das Konto %1 und seine Nachrichten auf diesem Computer wurden entfernt.</translation>
    </message>
    <message>
        <source>There is no protocol &quot;%1&quot;; there are: %2.</source>
        <translation>Ein Protokoll „%1“ gibt es nicht; es gibt: %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a message ID.</source>
        <translation>„%1“ ist keine Nachrichten-ID.</translation>
    </message>
    <message>
        <source>keep settings and mail below DIR instead of the home folder</source>
        <translation>Einstellungen und Nachrichten unter DIR statt im persönlichen Ordner</translation>
    </message>
    <message>
        <source>on a network that is paid by the byte, only headers and what is opened</source>
        <translation>in einem getakteten Netz nur Kopfzeilen und was geöffnet wird</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 to download</source>
        <translation>
            <numerusform>%1: %n Nachricht, %2 herunterzuladen</numerusform>
            <numerusform>%1: %n Nachrichten, %2 herunterzuladen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s) downloaded and kept, %2 left</source>
        <translation>
            <numerusform>%1: %n Nachricht heruntergeladen und aufbewahrt, %2 übrig</numerusform>
            <numerusform>%1: %n Nachrichten heruntergeladen und aufbewahrt, %2 übrig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 to remove</source>
        <translation>
            <numerusform>%1: %n Nachricht, %2 zu entfernen</numerusform>
            <numerusform>%1: %n Nachrichten, %2 zu entfernen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 go with the next sync, once the server has shown that it still holds them</source>
        <translation>
            <numerusform>%1: %n Nachricht, %2 geht mit dem nächsten Abgleich, sobald der Server gezeigt hat, dass er sie noch hat</numerusform>
            <numerusform>%1: %n Nachrichten, %2 gehen mit dem nächsten Abgleich, sobald der Server gezeigt hat, dass er sie noch hat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s), %2 removed from this computer</source>
        <translation>
            <numerusform>%1: %n Nachricht, %2 von diesem Computer entfernt</numerusform>
            <numerusform>%1: %n Nachrichten, %2 von diesem Computer entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were left as they are: the only copy is on this computer.</source>
        <translation>
            <numerusform>%n Nachricht blieb unverändert: Die einzige Kopie ist auf diesem Computer.</numerusform>
            <numerusform>%n Nachrichten blieben unverändert: Die einzige Kopie ist auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder has no setting &quot;%1&quot;.</source>
        <translation>Ein Ordner hat keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>with all folders below</source>
        <translation>mit allen Ordnern darunter</translation>
    </message>
    <message>
        <source>say how much it is, and do nothing</source>
        <translation>nur sagen, wie viel es ist, und nichts tun</translation>
    </message>
    <message>
        <source>brings messages here whole and keeps them, whatever else is kept</source>
        <translation>holt Nachrichten ganz hierher und bewahrt sie auf, was auch sonst bleibt</translation>
    </message>
    <message>
        <source>only mark them: the next sync fetches them</source>
        <translation>nur vormerken: der nächste Abgleich holt sie</translation>
    </message>
    <message>
        <source>removes messages&apos; content from this computer where the server has it</source>
        <translation>entfernt den Inhalt von Nachrichten von diesem Computer, soweit der Server ihn hat</translation>
    </message>
    <message>
        <source>sets what of a folder is kept here: keep=headers|text|everything|account, keep-days=DAYS|account</source>
        <translation>legt fest, was von einem Ordner hier bleibt: keep=headers|text|everything|account, keep-days=TAGE|account</translation>
    </message>
    <message>
        <source>Only the trash and the junk folder can be emptied.</source>
        <translation>Nur der Papierkorb und der Junk-Ordner können geleert werden.</translation>
    </message>
    <message>
        <source>subscribes to a folder, as other programs of yours see it</source>
        <translation>abonniert einen Ordner, wie ihn auch andere Programme sehen</translation>
    </message>
    <message>
        <source>ends the subscription of a folder</source>
        <translation>beendet das Abonnement eines Ordners</translation>
    </message>
    <message>
        <source>deletes for good what is in the trash or the junk folder</source>
        <translation>löscht endgültig, was im Papierkorb oder im Junk-Ordner liegt</translation>
    </message>
    <message>
        <source>tries one again that failed, or &quot;all&quot;</source>
        <translation>versucht eine fehlgeschlagene erneut, oder &quot;all&quot;</translation>
    </message>
    <message>
        <source>takes one back, or &quot;all&quot;, here as well</source>
        <translation>nimmt eine zurück, oder &quot;all&quot;, auch hier</translation>
    </message>
    <message>
        <source>lost at the server</source>
        <comment>a folder whose mail is only here any more</comment>
        <translation>auf dem Server verloren</translation>
    </message>
    <message>
        <source>The server has lost nothing of &quot;%1&quot;.</source>
        <translation>Von „%1“ hat der Server nichts verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) go back to the server with the next sync.</source>
        <translation>
            <numerusform>%n Nachricht kommt mit dem nächsten Abgleich auf den Server zurück.</numerusform>
            <numerusform>%n Nachrichten kommen mit dem nächsten Abgleich auf den Server zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) can&apos;t be put back: they are not on this computer as a whole.</source>
        <translation>
            <numerusform>%n Nachricht lässt sich nicht zurückstellen: Sie ist nicht vollständig auf diesem Computer.</numerusform>
            <numerusform>%n Nachrichten lassen sich nicht zurückstellen: Sie sind nicht vollständig auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) removed from this computer.</source>
        <translation>
            <numerusform>%n Nachricht von diesem Computer entfernt.</numerusform>
            <numerusform>%n Nachrichten von diesem Computer entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>puts back what is left here of a folder that its server lost</source>
        <translation>stellt auf dem Server wieder her, was hier von einem Ordner übrig ist, den er verloren hat</translation>
    </message>
    <message>
        <source>removes what is left here of a folder that its server lost</source>
        <translation>entfernt, was hier von einem Ordner übrig ist, den sein Server verloren hat</translation>
    </message>
    <message>
        <source>moves messages to another folder, of any account</source>
        <translation>verschiebt Nachrichten in einen anderen Ordner, auch eines anderen Kontos</translation>
    </message>
    <message>
        <source>copies messages to another folder, of any account</source>
        <translation>kopiert Nachrichten in einen anderen Ordner, auch eines anderen Kontos</translation>
    </message>
    <message>
        <source>the leave-on-server rule is also for mail that was fetched before</source>
        <translation>die Regel zum Belassen auf dem Server gilt auch für früher Abgeholtes</translation>
    </message>
    <message>
        <source>whether its Inbox is among those that the window shows together</source>
        <translation>ob das Fenster den Posteingang zusammen mit den anderen zeigt</translation>
    </message>
    <message>
        <source>what the keyring or the command gives: a password, or an access token</source>
        <translation>was Schlüsselbund oder Befehl liefern: ein Passwort oder ein Zugriffstoken</translation>
    </message>
    <message numerus="yes">
        <source>The rule now covers %Ln message(s) already on the server, too.</source>
        <translation>
            <numerusform>Die Regel gilt nun auch für %Ln Nachricht, die schon auf dem Server liegt.</numerusform>
            <numerusform>Die Regel gilt nun auch für %Ln Nachrichten, die schon auf dem Server liegen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) already on the server stay there; with --apply-to-old the rule covers them, too.</source>
        <translation>
            <numerusform>%Ln Nachricht, die schon auf dem Server liegt, bleibt dort; mit --apply-to-old gilt die Regel auch für sie.</numerusform>
            <numerusform>%Ln Nachrichten, die schon auf dem Server liegen, bleiben dort; mit --apply-to-old gilt die Regel auch für sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>  %1: %2, “%3”. %4</source>
        <translation>  %1: %2, „%3“. %4</translation>
    </message>
    <message>
        <source>Nothing has been changed. About %1 s; --apply does it.</source>
        <translation>Es wurde nichts geändert. Etwa %1 s; --apply führt es aus.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be written.</source>
        <translation>„%1“ lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no choice.</source>
        <translation>„%1“ ist keine Wahl.</translation>
    </message>
    <message>
        <source>There is nothing to choose by &quot;%1&quot;.</source>
        <translation>Mit „%1“ gibt es nichts zu wählen.</translation>
    </message>
    <message>
        <source>The protocol of &quot;%1&quot; was never changed.</source>
        <translation>Das Protokoll von „%1“ wurde nie gewechselt.</translation>
    </message>
    <message>
        <source>how mail is to be fetched</source>
        <translation>wie Nachrichten künftig geholt werden</translation>
    </message>
    <message>
        <source>say what it would do; nothing is changed</source>
        <translation>sagt, was geschehen würde; es ändert sich nichts</translation>
    </message>
    <message>
        <source>do it, as previewed and chosen</source>
        <translation>führt es aus, wie in der Vorschau gewählt</translation>
    </message>
    <message>
        <source>go on where it was interrupted</source>
        <translation>macht weiter, wo es unterbrochen wurde</translation>
    </message>
    <message>
        <source>what became of the last change</source>
        <translation>was aus dem letzten Wechsel wurde</translation>
    </message>
    <message>
        <source>upload, keep-here, download or leave-there; FOLDER may be *</source>
        <translation>upload, keep-here, download oder leave-there; FOLDER darf * sein</translation>
    </message>
    <message>
        <source>what was deleted here stays in the server&apos;s folders and isn&apos;t moved to Trash</source>
        <translation>was hier gelöscht wurde, bleibt in den Ordnern des Servers und kommt nicht in den Papierkorb</translation>
    </message>
    <message>
        <source>it is the same mailbox, although few messages match</source>
        <translation>es ist dasselbe Postfach, obwohl wenige Nachrichten übereinstimmen</translation>
    </message>
    <message>
        <source>read back whole what was uploaded</source>
        <translation>liest Hochgeladenes vollständig zurück</translation>
    </message>
    <message>
        <source>also write it to a file: .html, or .csv</source>
        <translation>schreibt es auch in eine Datei: .html oder .csv</translation>
    </message>
    <message>
        <source>changes how an account reads its mail, in place</source>
        <translation>wechselt an Ort und Stelle, wie ein Konto seine Nachrichten liest</translation>
    </message>
    <message>
        <source>attachments of larger messages (POP3: all but their first lines) wait until asked for; 0: no limit; K, M, G may follow</source>
        <translation>Anhänge größerer Nachrichten (POP3: alles außer ihren ersten Zeilen) warten, bis sie angefordert werden; 0: keine Grenze; K, M, G dürfen folgen</translation>
    </message>
    <message>
        <source>whether sent mail is put into the server&apos;s Sent folder: where it isn&apos;t there by itself, always looked for and put there, or never (IMAP)</source>
        <translation>ob Gesendetes in den Gesendet-Ordner des Servers gelegt wird: wo er das nicht selbst tut, immer gesucht und hineingelegt, oder nie (IMAP)</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read: %2</source>
        <translation>„%1“ kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>“%1” is too large for a message.</source>
        <translation>„%1“ ist zu groß für eine Nachricht.</translation>
    </message>
    <message>
        <source>“%1” is no time like 2026-11-22T18:00:00Z.</source>
        <translation>„%1“ ist keine Zeitangabe wie 2026-11-22T18:00:00Z.</translation>
    </message>
    <message>
        <source>By which account? None has the sender&apos;s address; name one with --account.</source>
        <translation>Über welches Konto? Keines hat die Adresse des Absenders; mit --account eines nennen.</translation>
    </message>
    <message>
        <source>There is no message “%1” in the outbox.</source>
        <translation>Im Postausgang gibt es keine Nachricht „%1“.</translation>
    </message>
    <message>
        <source>It was sent: the server has it in its sent mail.</source>
        <translation>Sie wurde gesendet: Der Server hat sie unter den gesendeten Nachrichten.</translation>
    </message>
    <message>
        <source>It isn&apos;t in the server&apos;s sent mail.</source>
        <translation>Sie ist nicht unter den gesendeten Nachrichten des Servers.</translation>
    </message>
    <message>
        <source>It will be sent with the next sync.</source>
        <translation>Sie wird beim nächsten Abgleich gesendet.</translation>
    </message>
    <message>
        <source>It stays in the outbox until it is tried again.</source>
        <translation>Sie bleibt im Postausgang, bis sie erneut versucht wird.</translation>
    </message>
    <message>
        <source>It counts as sent.</source>
        <translation>Sie gilt als gesendet.</translation>
    </message>
    <message>
        <source>It was removed from the outbox.</source>
        <translation>Sie wurde aus dem Postausgang entfernt.</translation>
    </message>
    <message>
        <source>by this account; else by the one with the sender&apos;s address</source>
        <translation>über dieses Konto; sonst über das mit der Adresse des Absenders</translation>
    </message>
    <message>
        <source>not before this time, as in 2026-11-22T18:00:00Z</source>
        <translation>nicht vor dieser Zeit, etwa 2026-11-22T18:00:00Z</translation>
    </message>
    <message>
        <source>lists messages that are to be sent, or whose sending isn&apos;t settled</source>
        <translation>zeigt Nachrichten, die zu senden sind oder deren Versand nicht geklärt ist</translation>
    </message>
    <message>
        <source>sends one again with the next sync, or &quot;all&quot;</source>
        <translation>sendet eine beim nächsten Abgleich erneut, oder „all“</translation>
    </message>
    <message>
        <source>looks for one in the server&apos;s sent mail</source>
        <translation>sucht eine unter den gesendeten Nachrichten des Servers</translation>
    </message>
    <message>
        <source>takes one for sent</source>
        <translation>nimmt eine als gesendet an</translation>
    </message>
    <message>
        <source>keeps one back</source>
        <translation>hält eine zurück</translation>
    </message>
    <message>
        <source>removes one without sending it</source>
        <translation>entfernt eine, ohne sie zu senden</translation>
    </message>
    <message>
        <source>%1: %2 new, %3 changed, %4 removed, %5 changes sent, %6 waiting, %7 messages sent</source>
        <translation>%1: %2 neu, %3 geändert, %4 entfernt, %5 Änderungen gesendet, %6 warten, %7 Nachrichten gesendet</translation>
    </message>
    <message>
        <source>shows an account&apos;s settings, and what its server said of itself: quota, limits</source>
        <translation>zeigt die Einstellungen eines Kontos und was sein Server von sich sagte: Speicherplatz, Grenzen</translation>
    </message>
    <message>
        <source>A folder is copied to another account.</source>
        <translation>Ein Ordner wird in ein anderes Konto kopiert.</translation>
    </message>
    <message>
        <source>copies a folder with all it holds to another account</source>
        <translation>kopiert einen Ordner mit allem, was darin ist, in ein anderes Konto</translation>
    </message>
    <message>
        <source>It goes on by itself at %1, in the window or with --resume.</source>
        <translation>Es geht um %1 von selbst weiter, im Fenster oder mit --resume.</translation>
    </message>
    <message>
        <source>“%1” as it was before the change is a profile of its own now: turnstone --profile %2. Messages: %3. What came since is in the profile in use, which wasn&apos;t touched.</source>
        <translation>„%1“, wie es vor der Umstellung war, ist jetzt ein eigenes Profil: turnstone --profile %2. Nachrichten: %3. Was seitdem kam, ist im jetzigen Profil; es wurde nicht angerührt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) of it can&apos;t be read whole.</source>
        <translation>
            <numerusform>%Ln Nachricht daraus ist nicht vollständig lesbar.</numerusform>
            <numerusform>%Ln Nachrichten daraus sind nicht vollständig lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Say what: --preview, --apply, --resume, --undo, --report or --restore-snapshot.</source>
        <translation>Angabe fehlt, was geschehen soll: --preview, --apply, --resume, --undo, --report oder --restore-snapshot.</translation>
    </message>
    <message>
        <source>make a profile in DIR of the copy from before the last change</source>
        <translation>aus der Kopie von vor der letzten Umstellung ein Profil in DIR machen</translation>
    </message>
    <message>
        <source>list: %1</source>
        <translation>Liste: %1</translation>
    </message>
    <message>
        <source>%1 added, %2 merged with contacts that were here, %3 known already, %4 unreadable</source>
        <translation>%1 hinzugefügt, %2 mit vorhandenen Kontakten zusammengeführt, %3 schon bekannt, %4 unlesbar</translation>
    </message>
    <message>
        <source>The file holds more than %1 contacts; the rest was left out.</source>
        <translation>Die Datei enthält mehr als %1 Kontakte; der Rest wurde ausgelassen.</translation>
    </message>
    <message>
        <source>“%1” holds no contacts that can be read.</source>
        <translation>„%1“ enthält keine lesbaren Kontakte.</translation>
    </message>
    <message>
        <source>Into which file? Name it with --to.</source>
        <translation>In welche Datei? Sie ist mit --to anzugeben.</translation>
    </message>
    <message>
        <source>“%1” is no format: vcard3, vcard4 or csv.</source>
        <translation>„%1“ ist kein Format: vcard3, vcard4 oder csv.</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) written</source>
        <translation>
            <numerusform>%n Kontakt geschrieben</numerusform>
            <numerusform>%n Kontakte geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n list(s) left out: CSV has none.</source>
        <translation>
            <numerusform>%n Liste ausgelassen: CSV kennt keine.</numerusform>
            <numerusform>%n Listen ausgelassen: CSV kennt keine.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no contact “%1”.</source>
        <translation>Es gibt keinen Kontakt „%1“.</translation>
    </message>
    <message>
        <source>Contact %1 was removed.</source>
        <translation>Kontakt %1 wurde entfernt.</translation>
    </message>
    <message>
        <source>lists the address book, or who in it has words that begin like this</source>
        <translation>zeigt das Adressbuch, oder wer darin Wörter mit diesem Anfang hat</translation>
    </message>
    <message>
        <source>adds somebody to the address book</source>
        <translation>nimmt jemanden ins Adressbuch auf</translation>
    </message>
    <message>
        <source>as it is shown</source>
        <translation>wie er angezeigt wird</translation>
    </message>
    <message>
        <source>may be given more than once</source>
        <translation>darf mehrmals angegeben werden</translation>
    </message>
    <message>
        <source>a company or club</source>
        <translation>eine Firma oder ein Verein</translation>
    </message>
    <message>
        <source>whatever is to be kept</source>
        <translation>was sonst festzuhalten ist</translation>
    </message>
    <message>
        <source>removes contacts or lists from the address book</source>
        <translation>entfernt Kontakte oder Listen aus dem Adressbuch</translation>
    </message>
    <message>
        <source>takes in vCards or CSV; who is known already learns what is new</source>
        <translation>übernimmt vCards oder CSV; wer schon bekannt ist, wird ergänzt</translation>
    </message>
    <message>
        <source>writes the address book into a new file</source>
        <translation>schreibt das Adressbuch in eine neue Datei</translation>
    </message>
    <message>
        <source>vcard4 (unless said otherwise), vcard3 or csv</source>
        <translation>vcard4 (wenn nichts anderes gesagt ist), vcard3 oder csv</translation>
    </message>
    <message>
        <source>never over one that exists</source>
        <translation>nie über eine vorhandene</translation>
    </message>
    <message>
        <source>prints the outgoing server&apos;s own password, at each need; empty: it is the same as the incoming server&apos;s</source>
        <translation>gibt bei jedem Bedarf das eigene Passwort des Postausgangsservers aus; leer: dasselbe wie beim Posteingangsserver</translation>
    </message>
    <message>
        <source>the same of the outgoing server, where it is another one</source>
        <translation>dasselbe vom Postausgangsserver, wo es ein anderes ist</translation>
    </message>
    <message>
        <source>“%1” is too large for a signature.</source>
        <translation>„%1“ ist zu groß für eine Signatur.</translation>
    </message>
    <message>
        <source>There is nothing in “%1” that a signature can show.</source>
        <translation>In „%1“ ist nichts, was eine Signatur zeigen kann.</translation>
    </message>
    <message>
        <source>Pictures that would have been loaded from the web were left out.</source>
        <translation>Bilder, die aus dem Netz geladen würden, wurden weggelassen.</translation>
    </message>
    <message>
        <source>An identity has no setting &quot;%1&quot;.</source>
        <translation>Eine Identität hat keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>the person&apos;s name</source>
        <translation>der Name der Person</translation>
    </message>
    <message>
        <source>where answers go, if not to the address</source>
        <translation>wohin Antworten gehen, wenn nicht an die Adresse</translation>
    </message>
    <message>
        <source>what messages end with</source>
        <translation>womit Nachrichten enden</translation>
    </message>
    <message>
        <source>the same, from a text file</source>
        <translation>dasselbe aus einer Textdatei</translation>
    </message>
    <message>
        <source>what rich messages end with, from an HTML file</source>
        <translation>womit formatierte Nachrichten enden, aus einer HTML-Datei</translation>
    </message>
    <message>
        <source>where it stands in an answer: below or above the quote</source>
        <translation>wo sie in einer Antwort steht: unter oder über dem Zitat</translation>
    </message>
    <message>
        <source>the outgoing server, if not the account&apos;s own: its number or HOST:PORT</source>
        <translation>der Postausgangsserver, wenn nicht der des Kontos: seine Nummer oder HOST:PORT</translation>
    </message>
    <message>
        <source>(by default)</source>
        <translation>(Standard)</translation>
    </message>
    <message>
        <source>The account has no identity &quot;%1&quot;.</source>
        <translation>Das Konto hat keine Identität „%1“.</translation>
    </message>
    <message>
        <source>The account has this identity already.</source>
        <translation>Das Konto hat diese Identität schon.</translation>
    </message>
    <message>
        <source>An account needs an identity: its last one can&apos;t be removed.</source>
        <translation>Ein Konto braucht eine Identität: Die letzte lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The identity %1 was removed.</source>
        <translation>Die Identität %1 wurde entfernt.</translation>
    </message>
    <message>
        <source>it is the one that is used by default</source>
        <translation>sie ist die, die ohne andere Wahl gilt</translation>
    </message>
    <message>
        <source>lists the names and addresses that an account writes as</source>
        <translation>zeigt die Namen und Adressen, unter denen ein Konto schreibt</translation>
    </message>
    <message>
        <source>adds one</source>
        <translation>fügt eine hinzu</translation>
    </message>
    <message>
        <source>changes one; the keys are the options of identity add</source>
        <translation>ändert eine; die Schlüssel sind die Optionen von identity add</translation>
    </message>
    <message>
        <source>removes one; mail that was sent by it stays</source>
        <translation>entfernt eine; was unter ihr gesendet wurde, bleibt</translation>
    </message>
    <message>
        <source>An outgoing server has no setting &quot;%1&quot;.</source>
        <translation>Ein Postausgangsserver hat keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>its first line is the server&apos;s own password, which goes to the keyring</source>
        <translation>ihre erste Zeile ist das eigene Passwort des Servers, das in den Schlüsselbund kommt</translation>
    </message>
    <message>
        <source>prints the server&apos;s own password at each need</source>
        <translation>gibt bei jedem Bedarf das eigene Passwort des Servers aus</translation>
    </message>
    <message>
        <source>The outgoing server %1 was removed.</source>
        <translation>Der Postausgangsserver %1 wurde entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln identity(s) that used it use %1 now.</source>
        <translation>
            <numerusform>%Ln Identität, die ihn nutzte, nutzt jetzt %1.</numerusform>
            <numerusform>%Ln Identitäten, die ihn nutzten, nutzen jetzt %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are several servers &quot;%1&quot;; name one by its number.</source>
        <translation>Es gibt mehrere Server „%1“; einer ist durch seine Nummer zu nennen.</translation>
    </message>
    <message>
        <source>The account has no outgoing server &quot;%1&quot;.</source>
        <translation>Das Konto hat keinen Postausgangsserver „%1“.</translation>
    </message>
    <message>
        <source>identities that name no other use it from now on</source>
        <translation>Identitäten, die keinen anderen nennen, nutzen ihn von nun an</translation>
    </message>
    <message>
        <source>lists the servers that an account&apos;s mail is sent by</source>
        <translation>zeigt die Server, über die ein Konto sendet</translation>
    </message>
    <message>
        <source>adds one, once signing in has worked</source>
        <translation>fügt einen hinzu, sobald die Anmeldung gelungen ist</translation>
    </message>
    <message>
        <source>changes one; the keys are the options of outgoing add, and password=incoming</source>
        <translation>ändert einen; die Schlüssel sind die Optionen von outgoing add und password=incoming</translation>
    </message>
    <message>
        <source>only if signing in works</source>
        <translation>nur wenn die Anmeldung gelingt</translation>
    </message>
    <message>
        <source>removes one; identities that use it use the account&apos;s own</source>
        <translation>entfernt einen; Identitäten, die ihn nutzen, nutzen dann den des Kontos</translation>
    </message>
    <message>
        <source>Without a keyring, give %1.</source>
        <translation>Ohne Schlüsselbund ist %1 anzugeben.</translation>
    </message>
    <message>
        <source>puts a folder below another one, or at an account&apos;s top; what goes to another account leaves once all of it has arrived</source>
        <translation>setzt einen Ordner unter einen anderen oder ganz nach oben in ein Konto; was in ein anderes Konto geht, verschwindet hier, wenn alles davon angekommen ist</translation>
    </message>
    <message>
        <source>On line %1 a quotation mark opens that nothing closes.</source>
        <translation>In Zeile %1 beginnt ein Anführungszeichen, das nirgends endet.</translation>
    </message>
    <message>
        <source>  %1: %2. %3</source>
        <translation>  %1: %2. %3</translation>
    </message>
    <message>
        <source>%L1 on both</source>
        <translation>%L1 auf beiden Seiten</translation>
    </message>
    <message>
        <source>%L1 only here</source>
        <translation>%L1 nur hier</translation>
    </message>
    <message>
        <source>%L1 by both protocols</source>
        <translation>%L1 über beide Protokolle</translation>
    </message>
    <message>
        <source>%L1 in a folder of this computer</source>
        <translation>%L1 in einem Ordner dieses Computers</translation>
    </message>
    <message>
        <source>%L1 only on the server</source>
        <translation>%L1 nur auf dem Server</translation>
    </message>
    <message>
        <source>%L1 unsure</source>
        <translation>%L1 unsicher</translation>
    </message>
    <message>
        <source>%L1 too large</source>
        <translation>%L1 zu groß</translation>
    </message>
    <message>
        <source>%L1 without room</source>
        <translation>%L1 ohne Platz</translation>
    </message>
    <message>
        <source>%L1 to be fetched first</source>
        <translation>%L1 zuerst zu holen</translation>
    </message>
    <message>
        <source>%L1 uploaded</source>
        <translation>%L1 hochgeladen</translation>
    </message>
    <message>
        <source>%1: %2; %3</source>
        <comment>folder: counts; choice</comment>
        <translation>%1: %2; %3</translation>
    </message>
    <message>
        <source>The change of “%1” to %2 isn&apos;t done yet: --resume goes on with it, --undo gives it up.</source>
        <translation>Die Umstellung von „%1“ auf %2 ist noch nicht fertig: --resume setzt sie fort, --undo gibt sie auf.</translation>
    </message>
    <message>
        <source>The change of “%1” back to %2 isn&apos;t done yet: --resume goes on with it.</source>
        <translation>Die Rückumstellung von „%1“ auf %2 ist noch nicht fertig: --resume setzt sie fort.</translation>
    </message>
    <message>
        <source>“%1” reads its mail by %2 now. --undo leads back, until %3.</source>
        <translation>„%1“ empfängt Nachrichten jetzt über %2. --undo führt zurück, bis %3.</translation>
    </message>
    <message>
        <source>“%1” reads its mail by %2 now.</source>
        <translation>„%1“ empfängt Nachrichten jetzt über %2.</translation>
    </message>
    <message>
        <source>“%1” reads its mail by %2 again.</source>
        <translation>„%1“ empfängt Nachrichten wieder über %2.</translation>
    </message>
    <message>
        <source>The change of “%1” was given up; nothing has changed.</source>
        <translation>Die Umstellung von „%1“ wurde aufgegeben; nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Uploaded and checked: %L1.</source>
        <translation>Hochgeladen und geprüft: %L1.</translation>
    </message>
    <message>
        <source>Taken off the server again: %L1.</source>
        <translation>Wieder vom Server genommen: %L1.</translation>
    </message>
    <message>
        <source>The change was only previewed: --apply does it.</source>
        <translation>Von der Umstellung gibt es erst eine Vorschau: --apply führt sie aus.</translation>
    </message>
    <message>
        <source>%1 is no draft.</source>
        <translation>%1 ist kein Entwurf.</translation>
    </message>
    <message>
        <source>It is draft %1.</source>
        <translation>Es ist Entwurf %1.</translation>
    </message>
    <message>
        <source>This draft isn&apos;t here as a whole. Show it first.</source>
        <translation>Dieser Entwurf ist nicht ganz hier. Zeigen Sie ihn zuerst an.</translation>
    </message>
    <message>
        <source>keeps a mail message as a draft; sync brings it to the server</source>
        <translation>bewahrt eine Nachricht als Entwurf auf; sync bringt sie zum Server</translation>
    </message>
    <message>
        <source>of this account; else of the one with the sender&apos;s address</source>
        <translation>dieses Kontos; sonst dessen mit der Adresse des Absenders</translation>
    </message>
    <message>
        <source>in place of this draft</source>
        <translation>anstelle dieses Entwurfs</translation>
    </message>
    <message>
        <source>Say what to send: a file, or --draft and its number.</source>
        <translation>Sagen Sie, was zu senden ist: eine Datei, oder --draft und seine Nummer.</translation>
    </message>
    <message>
        <source>puts a mail message, or a draft, into the outbox; sync sends it</source>
        <translation>legt eine Nachricht oder einen Entwurf in den Postausgang; sync sendet sie</translation>
    </message>
    <message>
        <source>this draft, in place of a file; it leaves Drafts at once</source>
        <translation>diesen Entwurf anstelle einer Datei; er verlässt die Entwürfe sofort</translation>
    </message>
    <message>
        <source>undo the change, and take back what was uploaded</source>
        <translation>macht die Umstellung rückgängig und nimmt Hochgeladenes zurück</translation>
    </message>
    <message>
        <source>a folder that the server doesn&apos;t have</source>
        <translation>ein Ordner, den der Server nicht hat</translation>
    </message>
    <message>
        <source>not listed to the end</source>
        <translation>nicht vollständig aufgelistet</translation>
    </message>
    <message>
        <source>The server in use could not be asked for what has come since: %1</source>
        <translation>Der jetzige Server ließ sich nicht fragen, was inzwischen gekommen ist: %1</translation>
    </message>
    <message>
        <source>%1 here, %2</source>
        <comment>messages, and their bytes</comment>
        <translation>%1 hier, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n only here</source>
        <translation>
            <numerusform>%n nur hier</numerusform>
            <numerusform>%n nur hier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::CollapsedQuote</name>
    <message>
        <source>… Quoted text, %1</source>
        <comment>with a size: 2.1 MB</comment>
        <translation>… Zitierter Text, %1</translation>
    </message>
</context>
<context>
    <name>Turnstone::ComposeCommands</name>
    <message>
        <source>Sending the message…</source>
        <translation>Die Nachricht wird gesendet …</translation>
    </message>
    <message>
        <source>The message goes on %1</source>
        <translation>Die Nachricht wird am %1 gesendet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>It is too late: the message is on its way.</source>
        <translation>Es ist zu spät: Die Nachricht ist unterwegs.</translation>
    </message>
    <message>
        <source>Message discarded</source>
        <translation>Nachricht verworfen</translation>
    </message>
    <message>
        <source>Downloading the message…</source>
        <translation>Die Nachricht wird heruntergeladen…</translation>
    </message>
    <message>
        <source>No message is selected in the main window.</source>
        <translation>Im Hauptfenster ist keine Nachricht ausgewählt.</translation>
    </message>
    <message numerus="yes">
        <source>Attaching %n message(s)…</source>
        <translation>
            <numerusform>%n Nachricht wird angehängt…</numerusform>
            <numerusform>%n Nachrichten werden angehängt…</numerusform>
        </translation>
    </message>
    <message>
        <source>Attaching “%1”…</source>
        <translation>„%1“ wird angehängt…</translation>
    </message>
    <message>
        <source>“%1” could not be read.</source>
        <translation>„%1“ ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>The receipt is sent.</source>
        <translation>Die Empfangsbestätigung wird gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) you were writing when the program ended are kept in Drafts</source>
        <translation>
            <numerusform>%n Nachricht, an der beim Ende des Programms geschrieben wurde, steht in den Entwürfen</numerusform>
            <numerusform>%n Nachrichten, an denen beim Ende des Programms geschrieben wurde, stehen in den Entwürfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue Writing</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>No Templates</source>
        <translation>Keine Vorlagen</translation>
    </message>
    <message>
        <source>The message waits in the outbox until you are online</source>
        <translation>Die Nachricht wartet im Postausgang, bis wieder eine Verbindung besteht</translation>
    </message>
    <message>
        <source>The message is kept in Drafts</source>
        <translation>Die Nachricht steht in den Entwürfen</translation>
    </message>
</context>
<context>
    <name>Turnstone::ComposeWindow</name>
    <message>
        <source>%1 – Turnstone</source>
        <comment>window title</comment>
        <translation>%1 – Turnstone</translation>
    </message>
</context>
<context>
    <name>Turnstone::Composer</name>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>Reply to</source>
        <translation>Antwort an</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>a sender, and the account</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>picture.png</source>
        <translation>bild.png</translation>
    </message>
    <message>
        <source>New Message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>&amp;No Signature</source>
        <translation>&amp;Keine Signatur</translation>
    </message>
    <message>
        <source>Attach Files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Large pictures are attached. They can be sent smaller.</source>
        <translation>Es sind große Bilder angehängt. Sie lassen sich verkleinert senden.</translation>
    </message>
    <message>
        <source>Send Smaller Pictures</source>
        <translation>Bilder verkleinert senden</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Send &amp;Later…</source>
        <translation>S&amp;päter senden …</translation>
    </message>
    <message>
        <source>&amp;Attach Files…</source>
        <translation>Dateien &amp;anhängen …</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Write in Its Own Window</source>
        <translation>In &amp;eigenem Fenster schreiben</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Paste &amp;without Formatting</source>
        <translation>&amp;Ohne Formatierung einfügen</translation>
    </message>
    <message>
        <source>Paste as &amp;Quotation</source>
        <translation>Als &amp;Zitat einfügen</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>Wei&amp;tersuchen</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>Rüc&amp;kwärts suchen</translation>
    </message>
    <message>
        <source>Show &amp;Cc</source>
        <translation>&amp;Cc anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;Bcc</source>
        <translation>&amp;Bcc anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;Reply to</source>
        <translation>Antwo&amp;rt-an anzeigen</translation>
    </message>
    <message>
        <source>&amp;Formatted Text</source>
        <translation>&amp;Formatierter Text</translation>
    </message>
    <message>
        <source>&amp;Quote</source>
        <translation>&amp;Zitieren</translation>
    </message>
    <message>
        <source>Quote &amp;Less</source>
        <translation>&amp;Weniger zitieren</translation>
    </message>
    <message>
        <source>&amp;Collapse or Open the Quote</source>
        <translation>Zitat ein- oder aus&amp;klappen</translation>
    </message>
    <message>
        <source>Ask for a &amp;Receipt</source>
        <translation>Empfangs&amp;bestätigung anfordern</translation>
    </message>
    <message>
        <source>&amp;Low Priority</source>
        <translation>&amp;Niedrige Priorität</translation>
    </message>
    <message>
        <source>&amp;Normal Priority</source>
        <translation>N&amp;ormale Priorität</translation>
    </message>
    <message>
        <source>&amp;High Priority</source>
        <translation>&amp;Hohe Priorität</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>O&amp;ptions</source>
        <translation>O&amp;ptionen</translation>
    </message>
    <message>
        <source>&amp;Signature</source>
        <translation>&amp;Signatur</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Can&apos;t Be Sent</source>
        <translation>Nicht sendbar</translation>
    </message>
    <message>
        <source>Send?</source>
        <translation>Senden?</translation>
    </message>
    <message>
        <source>Send this message?</source>
        <translation>Diese Nachricht senden?</translation>
    </message>
    <message>
        <source>Send Anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Attach Selected Messa&amp;ges</source>
        <translation>Ausgewählte &amp;Nachrichten anhängen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Making the pictures smaller…</source>
        <translation>Die Bilder werden verkleinert…</translation>
    </message>
    <message>
        <source>Something is still being attached.</source>
        <translation>Es wird noch etwas angehängt.</translation>
    </message>
    <message>
        <source>Lan&amp;guage of Spelling</source>
        <translation>Sprache der &amp;Rechtschreibung</translation>
    </message>
    <message>
        <source>Save as &amp;Template</source>
        <translation>Als Vor&amp;lage speichern</translation>
    </message>
</context>
<context>
    <name>Turnstone::ConnectionThread</name>
    <message>
        <source>Something went wrong in this program while it talked to the server. It will try again.</source>
        <translation>Beim Austausch mit dem Server ist in diesem Programm etwas schiefgegangen. Es wird später erneut versucht.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ContactForm</name>
    <message>
        <source>E-mail addresses</source>
        <translation>E-Mail-Adressen</translation>
    </message>
    <message>
        <source>Other</source>
        <comment>kind of an address</comment>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>Private</source>
        <comment>kind of an address</comment>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Work</source>
        <comment>kind of an address</comment>
        <translation>Dienstlich</translation>
    </message>
    <message>
        <source>Phone numbers</source>
        <translation>Telefonnummern</translation>
    </message>
    <message>
        <source>Other</source>
        <comment>kind of a number</comment>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>Private</source>
        <comment>kind of a number</comment>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Work</source>
        <comment>kind of a number</comment>
        <translation>Dienstlich</translation>
    </message>
    <message>
        <source>Mobile</source>
        <comment>kind of a number</comment>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Fax</source>
        <comment>kind of a number</comment>
        <translation>Fax</translation>
    </message>
    <message>
        <source>Pager</source>
        <comment>kind of a number</comment>
        <translation>Funkruf</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) without an address, or not in the address book</source>
        <translation>
            <numerusform>%n Mitglied ohne Adresse oder nicht im Adressbuch</numerusform>
            <numerusform>%n Mitglieder ohne Adresse oder nicht im Adressbuch</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a Photo</source>
        <translation>Foto wählen</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>“%1” holds no picture that can be used.</source>
        <translation>„%1“ enthält kein verwendbares Bild.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ContactListModel</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, list with %n member(s)</source>
        <translation>
            <numerusform>%1, Liste mit %n Mitglied</numerusform>
            <numerusform>%1, Liste mit %n Mitgliedern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::Contacts</name>
    <message>
        <source>“%1” can&apos;t be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be written: %2.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>“%1” exists already; nothing was written.</source>
        <translation>„%1“ gibt es schon; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>A contact needs a name or an address.</source>
        <translation>Ein Kontakt braucht einen Namen oder eine Adresse.</translation>
    </message>
    <message>
        <source>Another contact has the same identifier.</source>
        <translation>Ein anderer Kontakt hat dieselbe Kennung.</translation>
    </message>
    <message>
        <source>This contact isn&apos;t in the address book any more.</source>
        <translation>Dieser Kontakt steht nicht mehr im Adressbuch.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ContentStep</name>
    <message>
        <source>%1: %L2 of %L3 messages</source>
        <translation>%1: %L2 von %L3 Nachrichten</translation>
    </message>
    <message>
        <source>%1: content of %L2 of %L3 messages</source>
        <translation>%1: Inhalt von %L2 von %L3 Nachrichten</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>%1: downloading, %L2 of %L3 messages</source>
        <translation>%1: wird heruntergeladen, %L2 von %L3 Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%1: text of %Ln large message(s)</source>
        <translation>
            <numerusform>%1: Text von %Ln großen Nachricht</numerusform>
            <numerusform>%1: Text von %Ln großen Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::CredentialStore</name>
    <message>
        <source>The keyring has no password for this account, or is locked.</source>
        <translation>Der Schlüsselbund hat kein Passwort für dieses Konto oder ist gesperrt.</translation>
    </message>
    <message>
        <source>The keyring is locked and did not take the password. Unlock it, or have the password asked at each start.</source>
        <translation>Der Schlüsselbund ist gesperrt und hat das Passwort nicht angenommen. Entsperren Sie ihn, oder lassen Sie sich bei jedem Start nach dem Passwort fragen.</translation>
    </message>
    <message>
        <source>No keyring is running to keep the password safe. Start one, or have the password asked at each start.</source>
        <translation>Es läuft kein Schlüsselbund, der das Passwort sicher aufbewahrt. Starten Sie einen, oder lassen Sie sich bei jedem Start nach dem Passwort fragen.</translation>
    </message>
    <message>
        <source>The password is asked for at each start.</source>
        <translation>Nach dem Passwort wird bei jedem Start gefragt.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Database</name>
    <message>
        <source>The disk is full. Nothing was lost; free some space and try again.</source>
        <translation>Der Datenträger ist voll. Nichts ist verloren; schaffen Sie Platz, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The disk failed to read or write the mail store. Check the disk “%1” is on.</source>
        <translation>Der Datenträger konnte den Nachrichtenspeicher nicht lesen oder schreiben. Prüfen Sie den Datenträger, auf dem „%1“ liegt.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be opened for writing. Check the permissions of its folder.</source>
        <translation>„%1“ lässt sich nicht zum Schreiben öffnen. Prüfen Sie die Rechte des Ordners.</translation>
    </message>
    <message>
        <source>The file “%1” is damaged. It was left as it is; restore it from a backup, or move it away to begin with an empty store.</source>
        <translation>Die Datei „%1“ ist beschädigt. Sie blieb, wie sie ist; stellen Sie sie aus einer Sicherung wieder her, oder schieben Sie sie beiseite, um mit einem leeren Speicher zu beginnen.</translation>
    </message>
    <message>
        <source>The mail store is busy. Try again in a moment.</source>
        <translation>Der Nachrichtenspeicher ist beschäftigt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The mail store reported an error: %1.</source>
        <translation>Der Nachrichtenspeicher meldet einen Fehler: %1.</translation>
    </message>
</context>
<context>
    <name>Turnstone::DateText</name>
    <message>
        <source>d MMM</source>
        <extracomment>Date in lists, as QDate::toString: day and short month without the year</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>Date in lists, as QDate::toString: day, short month and year</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Kein Datum</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>date, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
</context>
<context>
    <name>Turnstone::DeflateStream</name>
    <message>
        <source>The compressed data from the server is damaged. The connection was ended.</source>
        <translation>Die komprimierten Daten vom Server sind beschädigt. Die Verbindung wurde beendet.</translation>
    </message>
</context>
<context>
    <name>Turnstone::DraftKeeper</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>a time</comment>
        <translation>Gespeichert %1</translation>
    </message>
    <message>
        <source>Saved as a template</source>
        <translation>Als Vorlage gespeichert</translation>
    </message>
    <message>
        <source>This draft was deleted or moved, perhaps on another device. What stands here is kept as a new one once you write on.</source>
        <translation>Dieser Entwurf wurde gelöscht oder verschoben, vielleicht auf einem anderen Gerät. Was hier steht, wird als neuer Entwurf aufbewahrt, sobald weitergeschrieben wird.</translation>
    </message>
    <message>
        <source>This draft was changed on another device while it was open here. The other version is in Drafts, too.</source>
        <translation>Dieser Entwurf wurde auf einem anderen Gerät geändert, während er hier geöffnet war. Die andere Fassung steht auch in den Entwürfen.</translation>
    </message>
    <message>
        <source>This draft was deleted on another device while it was open here. It stays on this computer while you write. Close this window to keep it as a draft, or discard it.</source>
        <translation>Dieser Entwurf wurde auf einem anderen Gerät gelöscht, während er hier geöffnet war. Er bleibt auf diesem Computer, solange er geschrieben wird. Schließen Sie dieses Fenster, um ihn als Entwurf zu behalten, oder verwerfen Sie ihn.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Drafts</name>
    <message>
        <source>The file “%1” can&apos;t be read any more, so it isn&apos;t kept with the draft.</source>
        <translation>Die Datei „%1“ ist nicht mehr lesbar und wird deshalb nicht mit dem Entwurf aufbewahrt.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>The account of this message was removed. Choose another sender to keep it.</source>
        <translation>Das Konto dieser Nachricht wurde entfernt. Damit sie aufbewahrt wird, bitte einen anderen Absender wählen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::EmptyState</name>
    <message>
        <source>Illustration</source>
        <translation>Illustration</translation>
    </message>
</context>
<context>
    <name>Turnstone::Engine</name>
    <message>
        <source>This message is no longer here.</source>
        <translation>Diese Nachricht ist nicht mehr hier.</translation>
    </message>
</context>
<context>
    <name>Turnstone::FindBar</name>
    <message>
        <source>&amp;Find:</source>
        <translation>&amp;Suchen:</translation>
    </message>
    <message>
        <source>Find in this message</source>
        <translation>In dieser Nachricht suchen</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorherige Fundstelle</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>Not in this message</source>
        <translation>Nicht in dieser Nachricht</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderCommands</name>
    <message>
        <source>&amp;Empty Trash…</source>
        <translation>Papierkorb &amp;leeren…</translation>
    </message>
    <message>
        <source>&amp;Empty Junk…</source>
        <translation>Junk &amp;leeren…</translation>
    </message>
    <message>
        <source>&amp;Empty Folder…</source>
        <translation>Ordner &amp;leeren…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Mark &amp;All as Read</source>
        <translation>&amp;Alle als gelesen markieren</translation>
    </message>
    <message>
        <source>&amp;Get Mail</source>
        <translation>Nachrichten ab&amp;rufen</translation>
    </message>
    <message>
        <source>Account Se&amp;ttings…</source>
        <translation>Kon&amp;toeinstellungen…</translation>
    </message>
    <message>
        <source>Folder “%1” created</source>
        <translation>Ordner „%1“ angelegt</translation>
    </message>
    <message>
        <source>This folder keeps its name.</source>
        <translation>Dieser Ordner behält seinen Namen.</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <translation>„%1“ verschieben nach</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message>
        <source>Folder “%1” moved</source>
        <translation>Ordner „%1“ verschoben</translation>
    </message>
    <message>
        <source>Copy Folder</source>
        <translation>Ordner kopieren</translation>
    </message>
    <message>
        <source>Copy “%1” to the account “%2”?</source>
        <translation>„%1“ in das Konto „%2“ kopieren?</translation>
    </message>
    <message>
        <source>%1 with %2 will be copied. What is here stays where it is.</source>
        <translation>%1 mit %2 werden kopiert. Was hier ist, bleibt, wo es ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln Ordner</numerusform>
            <numerusform>%Ln Ordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Folder “%1” copied</source>
        <translation>Ordner „%1“ kopiert</translation>
    </message>
    <message>
        <source>Folder “%1” deleted</source>
        <translation>Ordner „%1“ gelöscht</translation>
    </message>
    <message>
        <source>Delete Folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Delete the folder “%1”?</source>
        <translation>Den Ordner „%1“ löschen?</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>Er enthält %1.</translation>
    </message>
    <message>
        <source>It holds %1 and %2.</source>
        <translation>Er enthält %1 und %2.</translation>
    </message>
    <message>
        <source>&amp;Move Mail to Trash</source>
        <translation>Nachrichten in den &amp;Papierkorb</translation>
    </message>
    <message>
        <source>&amp;Delete with Mail</source>
        <translation>&amp;Mit Nachrichten löschen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Empty Folder</source>
        <translation>Ordner leeren</translation>
    </message>
    <message>
        <source>Delete everything in “%1” for ever?</source>
        <translation>Alles in „%1“ endgültig löschen?</translation>
    </message>
    <message>
        <source>&amp;Empty</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>“%1” emptied</source>
        <translation>„%1“ geleert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) marked as read</source>
        <translation>
            <numerusform>%Ln Nachricht als gelesen markiert</numerusform>
            <numerusform>%Ln Nachrichten als gelesen markiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to Folder</source>
        <translation>Zu Ordner gehen</translation>
    </message>
    <message>
        <source>This folder isn&apos;t shown in the list now.</source>
        <translation>Dieser Ordner wird in der Liste gerade nicht gezeigt.</translation>
    </message>
    <message>
        <source>Move Folder</source>
        <translation>Ordner verschieben</translation>
    </message>
    <message>
        <source>Move “%1” to the account “%2”?</source>
        <translation>„%1“ in das Konto „%2“ verschieben?</translation>
    </message>
    <message>
        <source>%1 with %2 will be moved. What is here goes once all of it has arrived there.</source>
        <translation>%1 mit %2 werden verschoben. Was hier ist, verschwindet, wenn alles davon dort angekommen ist.</translation>
    </message>
    <message>
        <source>Folder “%1” is being moved to “%2”</source>
        <translation>Ordner „%1“ wird nach „%2“ verschoben</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderDelegate</name>
    <message>
        <source>New name of “%1”</source>
        <translation>Neuer Name von „%1“</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderDropRules</name>
    <message>
        <source>“%1” holds folders only.</source>
        <translation>„%1“ enthält nur Ordner.</translation>
    </message>
    <message>
        <source>“%1” is read-only.</source>
        <translation>„%1“ ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Only messages and folders can be put here.</source>
        <translation>Nur Nachrichten und Ordner lassen sich hier ablegen.</translation>
    </message>
    <message>
        <source>Drag the folder itself to move it.</source>
        <translation>Zum Verschieben den Ordner selbst ziehen.</translation>
    </message>
    <message>
        <source>Folders can&apos;t be put here.</source>
        <translation>Ordner lassen sich hier nicht ablegen.</translation>
    </message>
    <message>
        <source>Messages can be put into a folder only.</source>
        <translation>Nachrichten lassen sich nur in einem Ordner ablegen.</translation>
    </message>
    <message>
        <source>These messages are in “%1” already.</source>
        <translation>Diese Nachrichten sind schon in „%1“.</translation>
    </message>
    <message>
        <source>Copy to %1</source>
        <translation>Kopieren nach %1</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>Verschieben nach %1</translation>
    </message>
    <message>
        <source>This folder can&apos;t be a favourite: it holds folders only.</source>
        <translation>Dieser Ordner kann kein Favorit sein: Er enthält nur Ordner.</translation>
    </message>
    <message>
        <source>Among the favourites</source>
        <translation>Zu den Favoriten</translation>
    </message>
    <message>
        <source>This folder is gone.</source>
        <translation>Diesen Ordner gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A folder can&apos;t be moved into itself.</source>
        <translation>Ein Ordner lässt sich nicht in sich selbst verschieben.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be moved into a folder of its own.</source>
        <translation>„%1“ lässt sich nicht in einen eigenen Unterordner verschieben.</translation>
    </message>
    <message>
        <source>The account needs “%1” where it is.</source>
        <translation>Das Konto braucht „%1“ an seinem Platz.</translation>
    </message>
    <message>
        <source>“%1” is there already.</source>
        <translation>„%1“ ist schon dort.</translation>
    </message>
    <message>
        <source>There is already a folder called “%1” in %2.</source>
        <translation>In %2 gibt es schon einen Ordner namens „%1“.</translation>
    </message>
    <message>
        <source>Move “%1” to %2</source>
        <translation>„%1“ nach %2 verschieben</translation>
    </message>
    <message>
        <source>Copy “%1” with all it holds to %2</source>
        <translation>„%1“ mit allem Inhalt nach %2 kopieren</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you put messages into “%1”.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten in „%1“ gelegt werden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you take messages out of “%1”. Hold Ctrl to copy them.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten aus „%1“ herausgenommen werden. Mit Strg werden sie kopiert.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you make folders in “%1”.</source>
        <translation>Der Server lässt nicht zu, dass in „%1“ Ordner angelegt werden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you move “%1”.</source>
        <translation>Der Server lässt nicht zu, dass „%1“ verschoben wird.</translation>
    </message>
    <message>
        <source>Move “%1” with all it holds to %2</source>
        <translation>„%1“ mit allem Inhalt nach %2 verschieben</translation>
    </message>
    <message>
        <source>%1. Hold Shift to move it.</source>
        <translation>%1. Mit gedrückter Umschalttaste wird verschoben.</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderPane</name>
    <message>
        <source>Find a folder</source>
        <translation>Ordner suchen</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderPickerModel</name>
    <message>
        <source>%1 (top level)</source>
        <comment>account</comment>
        <translation>%1 (oberste Ebene)</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderPropertiesDialog</name>
    <message>
        <source>Everything, with attachments</source>
        <translation>Alles, mit Anhängen</translation>
    </message>
    <message>
        <source>Text; attachments when I open them</source>
        <translation>Text; Anhänge erst beim Öffnen</translation>
    </message>
    <message>
        <source>Only headers; text when I read it</source>
        <translation>Nur Kopfzeilen; Text erst beim Lesen</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>folder, account</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>As the account: %1</source>
        <translation>Wie das Konto: %1</translation>
    </message>
    <message>
        <source>As the account: any age</source>
        <translation>Wie das Konto: jedem Alter</translation>
    </message>
    <message numerus="yes">
        <source>As the account: the last %n day(s)</source>
        <translation>
            <numerusform>Wie das Konto: dem letzten %n Tag</numerusform>
            <numerusform>Wie das Konto: den letzten %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>jedem Alter</translation>
    </message>
    <message>
        <source>The last</source>
        <translation>den letzten</translation>
    </message>
    <message>
        <source>This folder is on this computer only: nothing is removed from it.</source>
        <translation>Dieser Ordner ist nur auf diesem Computer: Aus ihm wird nichts entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <translation>
            <numerusform>%1, %Ln ungelesen</numerusform>
            <numerusform>%1, %Ln ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 messages, %3</source>
        <translation>%1 von %2 Nachrichten, %3</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%1 messages; %Ln only on this computer</source>
        <translation>
            <numerusform>%1 Nachrichten; %Ln nur auf diesem Computer</numerusform>
            <numerusform>%1 Nachrichten; %Ln nur auf diesem Computer</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders, stars, tags and what was read are kept on this computer alone: POP3 knows nothing of them. What the rule doesn&apos;t keep stays on the server until you open it.</source>
        <translation>Ordner, Sterne, Schlagwörter und was gelesen ist, stehen nur auf diesem Computer: POP3 kennt sie nicht. Was die Regel nicht aufbewahrt, bleibt auf dem Server, bis Sie es öffnen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderReport</name>
    <message>
        <source>Another folder has this one&apos;s name on the server now. It is looked for again with the next synchronisation.</source>
        <translation>Auf dem Server hat jetzt ein anderer Ordner den Namen dieses Ordners. Beim nächsten Abgleich wird er noch einmal gesucht.</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderTree</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderTreeModel</name>
    <message>
        <source>All Inboxes</source>
        <translation>Alle Posteingänge</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n ungelesen</numerusform>
            <numerusform>%1, %n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, offline</source>
        <translation>%1, offline</translation>
    </message>
    <message>
        <source>%1, needs attention</source>
        <translation>%1, braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n messages</source>
        <translation>
            <numerusform>%1: %n Nachricht</numerusform>
            <numerusform>%1: %n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>On this computer: %L1. On the server: %L2.</source>
        <translation>Auf diesem Computer: %L1. Auf dem Server: %L2.</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Other Users</source>
        <translation>Andere Benutzer</translation>
    </message>
    <message>
        <source>Shared Folders</source>
        <translation>Gemeinsame Ordner</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>favourite folder, its account</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread in folders below</source>
        <translation>
            <numerusform>%1, %n ungelesen in den Ordnern darunter</numerusform>
            <numerusform>%1, %n ungelesen in den Ordnern darunter</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: holds folders only</source>
        <translation>%1: enthält nur Ordner</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Not subscribed</source>
        <translation>Nicht abonniert</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you change everything here</source>
        <translation>Der Server lässt hier nicht jede Änderung zu</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n messages</source>
        <comment>outbox</comment>
        <translation>
            <numerusform>%1, %n Nachricht</numerusform>
            <numerusform>%1, %n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages that wait to be sent</source>
        <translation>Nachrichten, die auf das Senden warten</translation>
    </message>
    <message>
        <source>Some messages could not be sent</source>
        <translation>Einige Nachrichten ließen sich nicht senden</translation>
    </message>
</context>
<context>
    <name>Turnstone::FolderWords</name>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>Junk</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>All Mail</source>
        <translation>Alle Nachrichten</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source> › </source>
        <comment>between the levels of a folder</comment>
        <translation> › </translation>
    </message>
    <message>
        <source>%1 › %2</source>
        <comment>account, folder</comment>
        <translation>%1 › %2</translation>
    </message>
</context>
<context>
    <name>Turnstone::FormatBar</name>
    <message>
        <source>Formatting</source>
        <translation>Formatierung</translation>
    </message>
    <message>
        <source>Paragraph style</source>
        <translation>Absatzformat</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>paragraph style</comment>
        <translation>Text</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>Überschrift 1</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>Überschrift 2</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>Überschrift 3</translation>
    </message>
    <message>
        <source>Preformatted</source>
        <translation>Vorformatiert</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Underlined</source>
        <translation>Unterstrichen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Bulleted List</source>
        <translation>Aufzählung</translation>
    </message>
    <message>
        <source>Numbered List</source>
        <translation>Nummerierte Liste</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Zitieren</translation>
    </message>
    <message>
        <source>Quote Less</source>
        <translation>Weniger zitieren</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Link …</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>Bild …</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Clear Formatting</source>
        <translation>Formatierung entfernen</translation>
    </message>
    <message>
        <source>Insert a Picture</source>
        <translation>Bild einfügen</translation>
    </message>
</context>
<context>
    <name>Turnstone::HelpWindow</name>
    <message>
        <source>mail programs</source>
        <comment>a provider&apos;s page about</comment>
        <translation>E-Mail-Programme</translation>
    </message>
    <message>
        <source>password</source>
        <comment>a provider&apos;s page about</comment>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <extracomment>%1: the title of a text of the help</extracomment>
        <translation>Hilfe: %1</translation>
    </message>
    <message>
        <source>en</source>
        <comment>folder of the help</comment>
        <extracomment>The folder of the help in this language: &quot;en&quot;, &quot;de&quot;; &quot;en&quot; where there is none</extracomment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>Turnstone::IdentitiesPage</name>
    <message>
        <source>%1 (first choice)</source>
        <comment>identity</comment>
        <translation>%1 (Standard)</translation>
    </message>
    <message>
        <source>answers go to %1</source>
        <translation>Antworten gehen an %1</translation>
    </message>
    <message>
        <source>with a signature</source>
        <translation>mit Signatur</translation>
    </message>
    <message>
        <source>by %1</source>
        <comment>outgoing server</comment>
        <translation>über %1</translation>
    </message>
    <message>
        <source>Remove Identity</source>
        <translation>Identität entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>Mail that was sent by it stays. What waits in the outbox is sent as it is written.</source>
        <translation>Was unter ihr gesendet wurde, bleibt. Was im Postausgang wartet, wird so gesendet, wie es geschrieben ist.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>Turnstone::IdentityDialog</name>
    <message>
        <source>The account’s own</source>
        <comment>outgoing server</comment>
        <translation>Der des Kontos</translation>
    </message>
    <message>
        <source>The signature is too large to go with every message. Use smaller pictures.</source>
        <translation>Die Signatur ist zu groß, um jeder Nachricht mitzugehen. Kleinere Bilder helfen.</translation>
    </message>
    <message>
        <source>Import Signature</source>
        <translation>Signatur importieren</translation>
    </message>
    <message>
        <source>Web pages (*.html *.htm);;All files (*)</source>
        <translation>Webseiten (*.html *.htm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be opened.</source>
        <translation>„%1“ lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>“%1” is too large for a signature.</source>
        <translation>„%1“ ist zu groß für eine Signatur.</translation>
    </message>
    <message>
        <source>This page is too large for a signature.</source>
        <translation>Diese Seite ist zu groß für eine Signatur.</translation>
    </message>
    <message>
        <source>There is nothing in this file that a signature can show.</source>
        <translation>In dieser Datei ist nichts, was eine Signatur zeigen kann.</translation>
    </message>
    <message>
        <source>Pictures that would have been loaded from the web were left out.</source>
        <translation>Bilder, die aus dem Netz geladen würden, wurden weggelassen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Imap::Command</name>
    <message>
        <source>It contains a character (NUL) that can&apos;t be sent to an IMAP server.</source>
        <translation>Es enthält ein Zeichen (NUL), das nicht an einen IMAP-Server gesendet werden kann.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Imap::ProtocolFault</name>
    <message>
        <source>The server&apos;s answer can&apos;t be understood. Check that it is an IMAP server and that the port is right.</source>
        <translation>Die Antwort des Servers ist nicht zu verstehen. Prüfen Sie, ob es ein IMAP-Server ist und ob der Port stimmt.</translation>
    </message>
    <message>
        <source>The server sent far more than a mail server should; the connection was given up.</source>
        <translation>Der Server hat weit mehr gesendet, als ein Mailserver sollte; die Verbindung wurde aufgegeben.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Imap::Session</name>
    <message>
        <source>The connection to the server isn&apos;t ready for this.</source>
        <translation>Die Verbindung zum Server ist dafür nicht bereit.</translation>
    </message>
    <message>
        <source>Somebody may be tampering with the connection: unencrypted data arrived where encryption had to begin. Nothing was sent.</source>
        <translation>Möglicherweise manipuliert jemand die Verbindung: Es kamen unverschlüsselte Daten, wo die Verschlüsselung beginnen musste. Nichts wurde gesendet.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ImapError</name>
    <message>
        <source>%1 The server says: “%2”.</source>
        <extracomment>%1 is a whole sentence, %2 what the server said, in its own language</extracomment>
        <translation>%1 Der Server sagt: „%2“.</translation>
    </message>
    <message>
        <source>The folder isn&apos;t on the server any more.</source>
        <translation>Der Ordner liegt nicht mehr auf dem Server.</translation>
    </message>
    <message>
        <source>There is a folder of this name on the server already.</source>
        <translation>Einen Ordner dieses Namens gibt es auf dem Server schon.</translation>
    </message>
    <message>
        <source>The message is too large for the server.</source>
        <translation>Die Nachricht ist zu groß für den Server.</translation>
    </message>
    <message>
        <source>The message isn&apos;t on the server any more.</source>
        <translation>Die Nachricht liegt nicht mehr auf dem Server.</translation>
    </message>
    <message>
        <source>The server didn&apos;t understand what it was asked.</source>
        <translation>Der Server hat nicht verstanden, wonach er gefragt wurde.</translation>
    </message>
    <message>
        <source>The server refused this.</source>
        <translation>Der Server hat das abgelehnt.</translation>
    </message>
    <message>
        <source>The password has expired. Set a new one at the provider.</source>
        <translation>Das Passwort ist abgelaufen. Legen Sie beim Anbieter ein neues fest.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let this user in. Ask the provider.</source>
        <translation>Der Server lässt diesen Benutzer nicht zu. Fragen Sie den Anbieter.</translation>
    </message>
    <message>
        <source>The server refused the user name or the password.</source>
        <translation>Der Server hat den Benutzernamen oder das Passwort abgelehnt.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Der Server hat die Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t offer encryption by STARTTLS on this port. Nothing was sent. Choose TLS in the account&apos;s settings.</source>
        <translation>Der Server bietet auf diesem Port keine Verschlüsselung mit STARTTLS an. Nichts wurde gesendet. Wählen Sie TLS in den Einstellungen des Kontos.</translation>
    </message>
    <message>
        <source>The server refused to encrypt the connection. Nothing was sent.</source>
        <translation>Der Server hat es abgelehnt, die Verbindung zu verschlüsseln. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The server claims that you are signed in before the connection is encrypted. Somebody may be tampering with it; nothing was sent.</source>
        <translation>Der Server behauptet, Sie seien angemeldet, bevor die Verbindung verschlüsselt ist. Möglicherweise manipuliert sie jemand; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t accept a password over this connection. Choose TLS or STARTTLS in the account&apos;s settings.</source>
        <translation>Der Server nimmt über diese Verbindung kein Passwort an. Wählen Sie TLS oder STARTTLS in den Einstellungen des Kontos.</translation>
    </message>
    <message>
        <source>The server offers no way to sign in with a password that this program knows.</source>
        <translation>Der Server bietet keine Anmeldung mit Passwort an, die dieses Programm kennt.</translation>
    </message>
    <message>
        <source>The server gives the messages of “%1” no lasting numbers, so that the folder can&apos;t be kept on this computer.</source>
        <translation>Der Server gibt den Nachrichten von „%1“ keine dauerhaften Nummern, sodass sich der Ordner nicht auf diesem Computer aufbewahren lässt.</translation>
    </message>
    <message>
        <source>The message is too large to be fetched.</source>
        <translation>Die Nachricht ist zu groß, um abgerufen zu werden.</translation>
    </message>
    <message>
        <source>The messages are marked as deleted on the server, but not removed: other messages there are marked too, and this server can only remove all of them.</source>
        <translation>Die Nachrichten sind auf dem Server als gelöscht markiert, aber nicht entfernt: Auch andere Nachrichten dort sind so markiert, und dieser Server kann nur alle zusammen entfernen.</translation>
    </message>
    <message>
        <source>The folder on the server can only be read.</source>
        <translation>Der Ordner auf dem Server lässt sich nur lesen.</translation>
    </message>
    <message>
        <source>The Inbox can&apos;t be renamed or removed.</source>
        <translation>Der Posteingang lässt sich nicht umbenennen oder entfernen.</translation>
    </message>
    <message>
        <source>This name can&apos;t be given to a folder on the server.</source>
        <translation>Dieser Name ist für einen Ordner auf dem Server nicht möglich.</translation>
    </message>
    <message>
        <source>The server can&apos;t do this at the moment; it will be tried again later.</source>
        <translation>Der Server kann das im Augenblick nicht; es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server requires an encrypted connection.</source>
        <translation>Der Server verlangt eine verschlüsselte Verbindung.</translation>
    </message>
    <message>
        <source>Something is broken on the server; it will be tried again later.</source>
        <translation>Auf dem Server ist etwas defekt; es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server can&apos;t sign anybody in at the moment; it will be tried again later.</source>
        <translation>Der Server kann im Augenblick niemanden anmelden; es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server requires an encrypted connection to sign in. Choose TLS or STARTTLS in the account&apos;s settings.</source>
        <translation>Der Server verlangt zum Anmelden eine verschlüsselte Verbindung. Wählen Sie TLS oder STARTTLS in den Einstellungen des Kontos.</translation>
    </message>
    <message>
        <source>The server&apos;s answer was damaged; it will be asked again later.</source>
        <translation>Die Antwort des Servers war beschädigt; er wird später erneut gefragt.</translation>
    </message>
    <message>
        <source>The server has numbered this folder anew; it is read again first.</source>
        <translation>Der Server hat diesen Ordner neu nummeriert; er wird zuerst neu gelesen.</translation>
    </message>
    <message>
        <source>Something else is using the folder on the server at the moment; it will be tried again later.</source>
        <translation>Der Ordner wird auf dem Server gerade anderweitig benutzt; es wird später noch einmal versucht.</translation>
    </message>
    <message>
        <source>The folder on the server has folders below it, and can&apos;t be removed before they are.</source>
        <translation>Der Ordner auf dem Server enthält weitere Ordner und kann erst nach diesen entfernt werden.</translation>
    </message>
    <message>
        <source>You don&apos;t have the right to do this on the server.</source>
        <translation>Dazu fehlt auf dem Server die Berechtigung.</translation>
    </message>
    <message>
        <source>This isn&apos;t possible on this server.</source>
        <translation>Das ist auf diesem Server nicht möglich.</translation>
    </message>
    <message>
        <source>The server refused this. The provider can say why.</source>
        <translation>Der Server hat das abgelehnt. Der Anbieter kann sagen, warum.</translation>
    </message>
    <message>
        <source>The server allows no more connections to this account at the moment; those that are open go on.</source>
        <translation>Der Server lässt derzeit keine weiteren Verbindungen zu diesem Konto zu; die bestehenden laufen weiter.</translation>
    </message>
    <message>
        <source>The message has %1; the server takes at most %2.</source>
        <extracomment>%1 and %2 are sizes, &quot;12.3 MB&quot;</extracomment>
        <translation>Die Nachricht hat %1; der Server nimmt höchstens %2 an.</translation>
    </message>
    <message>
        <source>The message contains a character (NUL) that this server can&apos;t take.</source>
        <translation>Die Nachricht enthält ein Zeichen (NUL), das dieser Server nicht annimmt.</translation>
    </message>
    <message>
        <source>The mailbox on the server is full. Empty the trash, or delete mail for good, to make room.</source>
        <translation>Das Postfach auf dem Server ist voll. Platz wird frei, wenn der Papierkorb geleert oder Post endgültig gelöscht wird.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you mark messages of this folder so.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten dieses Ordners so markiert werden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you take messages out of this folder.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten aus diesem Ordner herausgenommen werden.</translation>
    </message>
    <message>
        <source>The server has been asked for as much as it allows in a while; it will be tried again later.</source>
        <translation>Der Server wurde um so viel gebeten, wie er in einer Zeitspanne erlaubt; später wird es erneut versucht.</translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepCommands</name>
    <message>
        <source>Removing from this computer: %1 %</source>
        <translation>Wird von diesem Computer entfernt: %1 %</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>%1 freed on this computer.</source>
        <translation>%1 auf diesem Computer frei geworden.</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message numerus="yes">
        <source>Upload %Ln message(s) to the server?</source>
        <translation>
            <numerusform>%Ln Nachricht auf den Server hochladen?</numerusform>
            <numerusform>%Ln Nachrichten auf den Server hochladen?</numerusform>
        </translation>
    </message>
    <message>
        <source>They are put into their folder there, and stay on this computer. What isn&apos;t here as a whole is left out.</source>
        <translation>Sie kommen dort in ihren Ordner und bleiben auf diesem Computer. Was hier nicht vollständig ist, wird ausgelassen.</translation>
    </message>
    <message>
        <source>&amp;Upload</source>
        <translation>&amp;Hochladen</translation>
    </message>
    <message>
        <source>The messages wait to be uploaded.</source>
        <translation>Die Nachrichten warten aufs Hochladen.</translation>
    </message>
    <message>
        <source>These messages wait already, or aren&apos;t here as a whole.</source>
        <translation>Diese Nachrichten warten schon oder sind hier nicht vollständig.</translation>
    </message>
    <message>
        <source>Put Back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln message(s) back on the server?</source>
        <translation>
            <numerusform>%Ln Nachricht auf den Server zurücklegen?</numerusform>
            <numerusform>%Ln Nachrichten auf den Server zurücklegen?</numerusform>
        </translation>
    </message>
    <message>
        <source>They are uploaded from the copies on this computer. What isn&apos;t here as a whole can&apos;t be put back and stays as it is.</source>
        <translation>Sie werden aus den Kopien auf diesem Computer hochgeladen. Was hier nicht vollständig ist, lässt sich nicht zurücklegen und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>&amp;Put Back</source>
        <translation>&amp;Zurücklegen</translation>
    </message>
    <message>
        <source>Let Go</source>
        <translation>Aufgeben</translation>
    </message>
    <message numerus="yes">
        <source>Let go of %Ln message(s)?</source>
        <translation>
            <numerusform>%Ln Nachricht aufgeben?</numerusform>
            <numerusform>%Ln Nachrichten aufgeben?</numerusform>
        </translation>
    </message>
    <message>
        <source>No server has them: the copies on this computer are deleted for good. They can&apos;t be brought back.</source>
        <translation>Kein Server hat sie: Die Kopien auf diesem Computer werden endgültig gelöscht und lassen sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>&amp;Let Go</source>
        <translation>&amp;Aufgeben</translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepDialog</name>
    <message>
        <source>Remove from This Computer</source>
        <translation>Von diesem Computer entfernen</translation>
    </message>
    <message>
        <source>Download for Offline</source>
        <translation>Für offline herunterladen</translation>
    </message>
    <message numerus="yes">
        <source>The content of %Ln selected message(s) is removed from this computer. They stay in the list and on the server, and are fetched again when they are opened.</source>
        <translation>
            <numerusform>Der Inhalt von %Ln ausgewählten Nachricht wird von diesem Computer entfernt. Sie bleibt in der Liste und auf dem Server und wird beim Öffnen wieder geholt.</numerusform>
            <numerusform>Der Inhalt von %Ln ausgewählten Nachrichten wird von diesem Computer entfernt. Sie bleiben in der Liste und auf dem Server und werden beim Öffnen wieder geholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The content of the messages in “%1” is removed from this computer. They stay in the list and on the server, and are fetched again when they are opened.</source>
        <translation>Der Inhalt der Nachrichten in „%1“ wird von diesem Computer entfernt. Sie bleiben in der Liste und auf dem Server und werden beim Öffnen wieder geholt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected message(s) are downloaded whole, with attachments, and kept on this computer.</source>
        <translation>
            <numerusform>%Ln ausgewählte Nachricht wird ganz, mit Anhängen, heruntergeladen und auf diesem Computer aufbewahrt.</numerusform>
            <numerusform>%Ln ausgewählte Nachrichten werden ganz, mit Anhängen, heruntergeladen und auf diesem Computer aufbewahrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The messages in “%1” are downloaded whole, with attachments, and kept on this computer.</source>
        <translation>Die Nachrichten in „%1“ werden ganz, mit Anhängen, heruntergeladen und auf diesem Computer aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>There is nothing to remove.</source>
        <translation>Es gibt nichts zu entfernen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay as they are: their only copy is on this computer.</source>
        <translation>
            <numerusform>%Ln Nachricht bleibt unverändert: Ihre einzige Kopie ist auf diesem Computer.</numerusform>
            <numerusform>%Ln Nachrichten bleiben unverändert: Ihre einzige Kopie ist auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>The content goes when mail is fetched the next time, once the server has shown that it still has these messages and if it keeps them.</source>
        <translation>Der Inhalt geht beim nächsten Abrufen, sobald der Server gezeigt hat, dass er diese Nachrichten noch hat, und wenn er sie behält.</translation>
    </message>
    <message>
        <source>All of it is on this computer already, and will be kept.</source>
        <translation>Alles ist schon auf diesem Computer und bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 to download.</source>
        <translation>
            <numerusform>%Ln Nachricht, %1 herunterzuladen.</numerusform>
            <numerusform>%Ln Nachrichten, %1 herunterzuladen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are offline: the download begins once you are connected.</source>
        <translation>Offline: Das Herunterladen beginnt, sobald eine Verbindung besteht.</translation>
    </message>
    <message>
        <source>This network is metered: its bytes may cost money.</source>
        <translation>Dieses Netz ist getaktet: Daten können Geld kosten.</translation>
    </message>
    <message>
        <source>&amp;Continue in Background</source>
        <translation>Im &amp;Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are removed once the server has been asked.</source>
        <translation>
            <numerusform>%Ln Nachricht wird entfernt, sobald der Server gefragt worden ist.</numerusform>
            <numerusform>%Ln Nachrichten werden entfernt, sobald der Server gefragt worden ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 were freed.</source>
        <translation>%1 sind frei geworden.</translation>
    </message>
    <message>
        <source>All of it is on this computer.</source>
        <translation>Alles ist auf diesem Computer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 still to come.</source>
        <translation>
            <numerusform>%Ln Nachricht, %1 noch zu holen.</numerusform>
            <numerusform>%Ln Nachrichten, %1 noch zu holen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep Less Here</source>
        <translation>Hier weniger aufbewahren</translation>
    </message>
    <message numerus="yes">
        <source>Up to %1 of %Ln message(s) go off this computer.</source>
        <translation>
            <numerusform>Bis zu %1 von %Ln Nachricht werden von diesem Computer entfernt.</numerusform>
            <numerusform>Bis zu %1 von %Ln Nachrichten werden von diesem Computer entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay on the server and are fetched again when they are opened.</source>
        <translation>Sie bleiben auf dem Server und werden beim Öffnen wieder geholt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) whose only copy is here stay whole.</source>
        <translation>
            <numerusform>%Ln Nachricht, deren einzige Kopie hier ist, bleibt ganz.</numerusform>
            <numerusform>%Ln Nachrichten, deren einzige Kopie hier ist, bleiben ganz.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Keep Less</source>
        <translation>&amp;Weniger aufbewahren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s), %1 to free.</source>
        <translation>
            <numerusform>%Ln Nachricht, %1 werden frei.</numerusform>
            <numerusform>%Ln Nachrichten, %1 werden frei.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::KeepStep</name>
    <message numerus="yes">
        <source>%1: making room on this computer, %Ln message(s) so far</source>
        <translation>
            <numerusform>%1: auf diesem Computer wird Platz gemacht, bisher %Ln Nachricht</numerusform>
            <numerusform>%1: auf diesem Computer wird Platz gemacht, bisher %Ln Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::LeaveQuestion</name>
    <message>
        <source>Leave on Server</source>
        <translation>Auf dem Server belassen</translation>
    </message>
    <message numerus="yes">
        <source>Is the new rule also for the %Ln message(s) that are on the server already?</source>
        <translation>
            <numerusform>Gilt die neue Regel auch für die %Ln Nachricht, die schon auf dem Server liegt?</numerusform>
            <numerusform>Gilt die neue Regel auch für die %Ln Nachrichten, die schon auf dem Server liegen?</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them are whole on this computer, or were deleted here before. Other devices no longer find them.</source>
        <translation>Alle sind vollständig auf diesem Computer oder wurden hier schon gelöscht. Andere Geräte finden sie dann nicht mehr.</translation>
    </message>
    <message>
        <source>&amp;Only for New Mail</source>
        <translation>&amp;Nur für neue Nachrichten</translation>
    </message>
    <message>
        <source>For O&amp;ld Mail Too</source>
        <translation>Auch für &amp;alte Nachrichten</translation>
    </message>
    <message>
        <source>This server says that it deletes mail by itself as soon as it was collected.</source>
        <translation>Dieser Server löscht nach eigener Angabe selbst, was abgeholt wurde.</translation>
    </message>
    <message numerus="yes">
        <source>This server says that it deletes mail by itself after %Ln day(s).</source>
        <translation>
            <numerusform>Dieser Server löscht nach eigener Angabe Nachrichten nach %Ln Tag selbst.</numerusform>
            <numerusform>Dieser Server löscht nach eigener Angabe Nachrichten nach %Ln Tagen selbst.</numerusform>
        </translation>
    </message>
    <message>
        <source>This server says that it never deletes mail by itself.</source>
        <translation>Dieser Server löscht nach eigener Angabe nie von selbst.</translation>
    </message>
    <message numerus="yes">
        <source>It wants %Ln second(s) between two visits.</source>
        <translation>
            <numerusform>Er verlangt %Ln Sekunde zwischen zwei Besuchen.</numerusform>
            <numerusform>Er verlangt %Ln Sekunden zwischen zwei Besuchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another program deletes mail from this server; that was first noticed on %1. What was collected stays on this computer.</source>
        <translation>Ein anderes Programm löscht Nachrichten auf diesem Server; das fiel zuerst am %1 auf. Was abgeholt wurde, bleibt auf diesem Computer.</translation>
    </message>
    <message numerus="yes">
        <source>Then %Ln of them would be deleted there with the next visit.</source>
        <translation>
            <numerusform>Dann würde %Ln davon beim nächsten Besuch dort gelöscht.</numerusform>
            <numerusform>Dann würden %Ln davon beim nächsten Besuch dort gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then each would be deleted there once it has been here for %Ln day(s).</source>
        <translation>
            <numerusform>Dann würde jede dort gelöscht, sobald sie %Ln Tag hier ist.</numerusform>
            <numerusform>Dann würde jede dort gelöscht, sobald sie %Ln Tage hier ist.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::LinkOpener</name>
    <message>
        <source>The link says “%1”, but leads to “%2”.</source>
        <translation>Der Link lautet „%1“, führt aber zu „%2“.</translation>
    </message>
    <message>
        <source>The link&apos;s address is written so that it can be mistaken for another one. It leads to “%1”.</source>
        <translation>Die Adresse des Links ist so geschrieben, dass man sie mit einer anderen verwechseln kann. Sie führt zu „%1“.</translation>
    </message>
    <message>
        <source>Open Link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Messages that want to steal passwords are often made like this. The whole address is: %1</source>
        <translation>Nachrichten, die Passwörter stehlen wollen, sind oft so gemacht. Die ganze Adresse lautet: %1</translation>
    </message>
    <message>
        <source>&amp;Open Anyway</source>
        <translation>&amp;Trotzdem öffnen</translation>
    </message>
</context>
<context>
    <name>Turnstone::MailReader</name>
    <message>
        <source>What this computer keeps of this message is damaged. Check the store with “turnstonectl verify --deep”.</source>
        <translation>Was dieser Computer von dieser Nachricht aufbewahrt, ist beschädigt. Prüfen Sie den Speicher mit „turnstonectl verify --deep“.</translation>
    </message>
    <message>
        <source>There is no room in “%1” to unpack a large message.</source>
        <translation>In „%1“ ist kein Platz, um eine große Nachricht zu entpacken.</translation>
    </message>
</context>
<context>
    <name>Turnstone::MailWriter</name>
    <message>
        <source>An account&apos;s name can&apos;t be empty and can&apos;t contain “/”.</source>
        <translation>Der Name eines Kontos darf nicht leer sein und kein „/“ enthalten.</translation>
    </message>
    <message>
        <source>There is already an account called “%1”. Choose another name.</source>
        <translation>Ein Konto namens „%1“ gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>This account is gone.</source>
        <translation>Dieses Konto gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The folder is gone. Choose another one.</source>
        <translation>Den Ordner gibt es nicht mehr. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This folder is gone.</source>
        <translation>Diesen Ordner gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is already a folder called “%1”. Choose another name.</source>
        <translation>Einen Ordner namens „%1“ gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>A folder&apos;s name can&apos;t be empty.</source>
        <translation>Der Name eines Ordners darf nicht leer sein.</translation>
    </message>
    <message>
        <source>The folder “%1” is one that the account needs.</source>
        <translation>Den Ordner „%1“ braucht das Konto.</translation>
    </message>
    <message>
        <source>The folder “%1” is not empty. Move or delete what is in it first.</source>
        <translation>Der Ordner „%1“ ist nicht leer. Verschieben oder löschen Sie zuerst, was darin ist.</translation>
    </message>
    <message>
        <source>The mail store reported an error: %1.</source>
        <translation>Der Nachrichtenspeicher meldet einen Fehler: %1.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be moved there.</source>
        <translation>Der Ordner „%1“ kann nicht dorthin verschoben werden.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be changed: the server lets it only be read.</source>
        <translation>Der Ordner „%1“ kann nicht geändert werden: Der Server lässt ihn nur lesen.</translation>
    </message>
    <message>
        <source>This can&apos;t be undone any more: the server has done it, or it was changed meanwhile.</source>
        <translation>Das lässt sich nicht mehr rückgängig machen: Der Server hat es ausgeführt, oder es wurde inzwischen geändert.</translation>
    </message>
    <message>
        <source>This account reads its mail from another server now.</source>
        <translation>Dieses Konto liest seine Nachrichten jetzt von einem anderen Server.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you put messages into “%1”.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten in „%1“ gelegt werden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you take messages out of “%1”. They can be copied.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten aus „%1“ herausgenommen werden. Kopiert werden können sie.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you make folders in “%1”.</source>
        <translation>Der Server lässt nicht zu, dass in „%1“ Ordner angelegt werden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you rename, move or delete “%1”.</source>
        <translation>Der Server lässt nicht zu, dass „%1“ umbenannt, verschoben oder gelöscht wird.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t let you mark messages of “%1” so.</source>
        <translation>Der Server lässt nicht zu, dass Nachrichten in „%1“ so markiert werden.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Mailbox</name>
    <message>
        <source>“%1” is no address: it has no “@”, as name@example.org has.</source>
        <translation>„%1“ ist keine Adresse: Das „@“ fehlt, wie in name@example.org.</translation>
    </message>
    <message>
        <source>The address “%1” lacks what stands before the “@”.</source>
        <translation>In der Adresse „%1“ fehlt, was vor dem „@“ steht.</translation>
    </message>
    <message>
        <source>The address “%1” lacks what stands behind the “@”.</source>
        <translation>In der Adresse „%1“ fehlt, was hinter dem „@“ steht.</translation>
    </message>
    <message>
        <source>Before its “@”, the address “%1” holds something that can&apos;t stand there.</source>
        <translation>Vor dem „@“ der Adresse „%1“ steht etwas, das dort nicht stehen kann.</translation>
    </message>
    <message>
        <source>What stands behind the “@” of “%1” is no name of a server.</source>
        <translation>Was hinter dem „@“ von „%1“ steht, ist kein Name eines Servers.</translation>
    </message>
    <message>
        <source>The address “%1” is too long.</source>
        <translation>Die Adresse „%1“ ist zu lang.</translation>
    </message>
</context>
<context>
    <name>Turnstone::MainWindow</name>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Symbolleiste</translation>
    </message>
    <message>
        <source>Turnstone</source>
        <translation>Turnstone</translation>
    </message>
    <message>
        <source>%1 – Turnstone</source>
        <comment>window title</comment>
        <translation>%1 – Turnstone</translation>
    </message>
    <message>
        <source>About Turnstone</source>
        <translation>Über Turnstone</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Turnstone %1&lt;/h3&gt;&lt;p&gt;A desktop mail client that is as good over POP3 as over IMAP.&lt;/p&gt;&lt;p&gt;MIT licence&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Turnstone %1&lt;/h3&gt;&lt;p&gt;Ein E-Mail-Programm, das mit POP3 so gut ist wie mit IMAP.&lt;/p&gt;&lt;p&gt;MIT-Lizenz&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <comment>unread messages, window title</comment>
        <translation>(%1) %2</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be opened.</source>
        <translation>„%1“ lässt sich nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageCommands</name>
    <message>
        <source>Mark as Un&amp;read</source>
        <translation>Als un&amp;gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as &amp;Read</source>
        <translation>Als &amp;gelesen markieren</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Remove &amp;Star</source>
        <translation>&amp;Stern entfernen</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>&amp;Stern</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n messages to</source>
        <translation>
            <numerusform>%n Nachricht kopieren nach</numerusform>
            <numerusform>%n Nachrichten kopieren nach</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n messages to</source>
        <translation>
            <numerusform>%n Nachricht verschieben nach</numerusform>
            <numerusform>%n Nachrichten verschieben nach</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete for Ever</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages for ever? They can&apos;t be brought back.</source>
        <translation>
            <numerusform>%n Nachricht endgültig löschen? Sie lässt sich nicht wiederherstellen.</numerusform>
            <numerusform>%n Nachrichten endgültig löschen? Sie lassen sich nicht wiederherstellen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>This is the last message.</source>
        <translation>Das ist die letzte Nachricht.</translation>
    </message>
    <message>
        <source>This is the first message.</source>
        <translation>Das ist die erste Nachricht.</translation>
    </message>
    <message>
        <source>There is no other unread message in this folder.</source>
        <translation>In diesem Ordner gibt es keine weitere ungelesene Nachricht.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) archived</source>
        <translation>
            <numerusform>%Ln Nachricht archiviert</numerusform>
            <numerusform>%Ln Nachrichten archiviert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) moved to Junk</source>
        <translation>
            <numerusform>%Ln Nachricht nach Junk verschoben</numerusform>
            <numerusform>%Ln Nachrichten nach Junk verschoben</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied to %1</source>
        <translation>
            <numerusform>%Ln Nachricht nach %1 kopiert</numerusform>
            <numerusform>%Ln Nachrichten nach %1 kopiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) moved to %1</source>
        <translation>
            <numerusform>%Ln Nachricht nach %1 verschoben</numerusform>
            <numerusform>%Ln Nachrichten nach %1 verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) deleted</source>
        <translation>
            <numerusform>%Ln Nachricht gelöscht</numerusform>
            <numerusform>%Ln Nachrichten gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>The server doesn&apos;t allow this here.</source>
        <translation>Der Server lässt das hier nicht zu.</translation>
    </message>
    <message>
        <source>The server keeps no tags here: this one stays on this computer.</source>
        <translation>Der Server bewahrt hier keine Schlagwörter auf: Dieses bleibt auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageHeader</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all recipients</source>
        <translation>Alle Empfänger anzeigen</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Show this message without its formatting</source>
        <translation>Diese Nachricht ohne ihre Formatierung anzeigen</translation>
    </message>
    <message>
        <source>All headers</source>
        <translation>Alle Kopfzeilen</translation>
    </message>
    <message>
        <source>Show every header field of this message</source>
        <translation>Jede Kopfzeile dieser Nachricht anzeigen</translation>
    </message>
    <message>
        <source>All header fields</source>
        <translation>Alle Kopfzeilen</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>(no sender)</source>
        <translation>(kein Absender)</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>To: %1</source>
        <extracomment>A header line of recipients.</extracomment>
        <translation>An: %1</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <extracomment>A header line of recipients.</extracomment>
        <translation>Kopie: %1</translation>
    </message>
    <message>
        <source>Blind copy: %1</source>
        <extracomment>A header line of recipients.</extracomment>
        <translation>Blindkopie: %1</translation>
    </message>
    <message>
        <source>(no recipients)</source>
        <translation>(keine Empfänger)</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>Schlagwörter: %1</translation>
    </message>
    <message>
        <source>Fetched without encryption from %1: others on the way can read along.</source>
        <translation>Unverschlüsselt von %1 abgerufen: Andere auf dem Weg können mitlesen.</translation>
    </message>
    <message>
        <source>Fetched over an encrypted connection.</source>
        <translation>Über eine verschlüsselte Verbindung abgerufen.</translation>
    </message>
    <message>
        <source>Between this computer and %1. It says nothing about who wrote the message, or how it reached that server.</source>
        <translation>Zwischen diesem Computer und %1. Das sagt nichts darüber, wer die Nachricht geschrieben hat oder wie sie zu diesem Server gelangt ist.</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>Beside a message: another folder that it stands in.</extracomment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Also in: %1</source>
        <translation>Auch in: %1</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageListHeader</name>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Anhang</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Sort by: %1</source>
        <translation>Sortieren nach: %1</translation>
    </message>
    <message>
        <source>Columns of the message list</source>
        <translation>Spalten der Nachrichtenliste</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageListModel</name>
    <message>
        <source>Message being read</source>
        <translation>Nachricht wird gelesen</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageListPane</name>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread</source>
        <comment>in the head of a list</comment>
        <translation>
            <numerusform>%Ln ungelesen</numerusform>
            <numerusform>%Ln ungelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <comment>in the head of a list</comment>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source> · </source>
        <comment>between counts</comment>
        <translation> · </translation>
    </message>
    <message>
        <source>Welcome to Turnstone</source>
        <translation>Willkommen bei Turnstone</translation>
    </message>
    <message>
        <source>Add your e-mail account to read its mail here, online and offline.</source>
        <translation>Fügen Sie Ihr E-Mail-Konto hinzu, um Ihre Nachrichten hier zu lesen, online und offline.</translation>
    </message>
    <message>
        <source>Add Account…</source>
        <translation>Konto hinzufügen…</translation>
    </message>
    <message>
        <source>No folder is open</source>
        <translation>Kein Ordner ist geöffnet</translation>
    </message>
    <message>
        <source>Choose a folder on the left.</source>
        <translation>Wählen Sie links einen Ordner aus.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Nothing unread</source>
        <translation>Nichts Ungelesenes</translation>
    </message>
    <message>
        <source>Every message in this folder has been read.</source>
        <translation>Alle Nachrichten in diesem Ordner sind gelesen.</translation>
    </message>
    <message>
        <source>Show All Messages</source>
        <translation>Alle Nachrichten anzeigen</translation>
    </message>
    <message>
        <source>Not fetched yet</source>
        <translation>Noch nicht abgerufen</translation>
    </message>
    <message>
        <source>This folder&apos;s messages appear here once it has been synchronised.</source>
        <translation>Die Nachrichten dieses Ordners erscheinen hier nach dem ersten Abgleich.</translation>
    </message>
    <message>
        <source>Get Mail</source>
        <translation>Nachrichten abrufen</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>Dieser Ordner ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in this folder exist only on this computer.</source>
        <translation>
            <numerusform>%Ln Nachricht in diesem Ordner gibt es nur auf diesem Computer.</numerusform>
            <numerusform>%Ln Nachrichten in diesem Ordner gibt es nur auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show Them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Upload…</source>
        <comment>messages to the server</comment>
        <translation>Hochladen…</translation>
    </message>
    <message>
        <source>Put Back…</source>
        <comment>messages to the server</comment>
        <translation>Zurücklegen…</translation>
    </message>
    <message>
        <source>Let Go…</source>
        <comment>messages that only this computer has</comment>
        <translation>Aufgeben…</translation>
    </message>
    <message numerus="yes">
        <source>The server says that “%1” is empty. %Ln message(s) are kept on this computer.</source>
        <translation>
            <numerusform>Laut Server ist „%1“ leer. %Ln Nachricht bleibt auf diesem Computer.</numerusform>
            <numerusform>Laut Server ist „%1“ leer. %Ln Nachrichten bleiben auf diesem Computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageListView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageNotices</name>
    <message>
        <source>This message&apos;s formatting is too large or too deeply nested to be shown safely, so its text is shown instead.</source>
        <translation>Die Formatierung dieser Nachricht ist zu groß oder zu tief verschachtelt, um sie sicher anzuzeigen; daher wird ihr Text angezeigt.</translation>
    </message>
    <message>
        <source>Remote content blocked: this message refers to pictures or styles elsewhere. Turnstone never loads them by itself.</source>
        <translation>Externe Inhalte blockiert: Diese Nachricht verweist auf Bilder oder Formatvorlagen an anderer Stelle. Turnstone lädt sie nie von selbst.</translation>
    </message>
    <message>
        <source>This message had a form to fill in. It was left out.</source>
        <translation>Diese Nachricht hatte ein Formular zum Ausfüllen. Es wurde weggelassen.</translation>
    </message>
    <message>
        <source>Pictures of this message are not on this computer yet.</source>
        <translation>Bilder dieser Nachricht liegen noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>Download Pictures</source>
        <translation>Bilder herunterladen</translation>
    </message>
    <message>
        <source>This text is very long. Its first part is shown.</source>
        <translation>Dieser Text ist sehr lang. Sein erster Teil wird angezeigt.</translation>
    </message>
    <message>
        <source>Show More</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>The text of this message is here; its attachments are on the server. It has %1.</source>
        <translation>Der Text dieser Nachricht ist hier, ihre Anhänge sind auf dem Server. Sie hat %1.</translation>
    </message>
    <message>
        <source>Download the Rest</source>
        <translation>Rest herunterladen</translation>
    </message>
    <message>
        <source>A receipt is asked for, which says that you have displayed this message. It would go to %1, which isn&apos;t the address that the message came from.</source>
        <translation>Es wird eine Bestätigung verlangt, dass diese Nachricht angezeigt wurde. Sie ginge an %1, und das ist nicht die Adresse, von der die Nachricht kam.</translation>
    </message>
    <message>
        <source>%1 asks for a receipt, which says that you have displayed this message.</source>
        <translation>%1 bittet um eine Bestätigung, dass diese Nachricht angezeigt wurde.</translation>
    </message>
    <message>
        <source>Send Receipt</source>
        <translation>Bestätigung senden</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>This is a draft.</source>
        <translation>Dies ist ein Entwurf.</translation>
    </message>
    <message>
        <source>Continue Writing</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>This is a template.</source>
        <translation>Dies ist eine Vorlage.</translation>
    </message>
    <message>
        <source>New Message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>Edit Template</source>
        <translation>Vorlage bearbeiten</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageView</name>
    <message>
        <source>Opening the message…</source>
        <translation>Die Nachricht wird geöffnet…</translation>
    </message>
    <message>
        <source>This message is no longer here</source>
        <translation>Diese Nachricht ist nicht mehr hier</translation>
    </message>
    <message>
        <source>It was deleted or moved away meanwhile.</source>
        <translation>Sie wurde inzwischen gelöscht oder verschoben.</translation>
    </message>
    <message>
        <source>This message could not be read</source>
        <translation>Diese Nachricht ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This message has no text</source>
        <translation>Diese Nachricht hat keinen Text</translation>
    </message>
    <message>
        <source>See its attachments below.</source>
        <translation>Ihre Anhänge finden Sie unten.</translation>
    </message>
    <message>
        <source>This message&apos;s text is not on this computer</source>
        <translation>Der Text dieser Nachricht liegt nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>It is no longer on the server either, so it can&apos;t be downloaded.</source>
        <translation>Er liegt auch nicht mehr auf dem Server, sodass er sich nicht herunterladen lässt.</translation>
    </message>
    <message>
        <source>This message&apos;s text is not on this computer yet</source>
        <translation>Der Text dieser Nachricht liegt noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>You are offline. It is downloaded when you select the message while connected.</source>
        <translation>Sie sind offline. Er wird heruntergeladen, wenn Sie die Nachricht auswählen, während Sie verbunden sind.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Downloading the message…</source>
        <translation>Die Nachricht wird heruntergeladen…</translation>
    </message>
    <message>
        <source>The message could not be downloaded</source>
        <translation>Die Nachricht ließ sich nicht herunterladen</translation>
    </message>
    <message>
        <source>No message selected</source>
        <translation>Keine Nachricht ausgewählt</translation>
    </message>
    <message>
        <source>Select a message in the list to read it here.</source>
        <translation>Wählen Sie in der Liste eine Nachricht aus, um sie hier zu lesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>%n Nachricht ausgewählt</numerusform>
            <numerusform>%n Nachrichten ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>What you choose now is done to all of them.</source>
        <translation>Was Sie jetzt wählen, geschieht mit allen.</translation>
    </message>
    <message>
        <source>You are offline. It is downloaded, and kept, as soon as you are connected.</source>
        <translation>Offline. Der Text wird heruntergeladen und aufbewahrt, sobald eine Verbindung besteht.</translation>
    </message>
    <message>
        <source>Try Now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Download When Online</source>
        <translation>Herunterladen, sobald online</translation>
    </message>
    <message>
        <source>Only the header of this message is on this computer</source>
        <translation>Von dieser Nachricht ist nur der Kopf auf diesem Computer</translation>
    </message>
    <message>
        <source>It has %1, more than this account fetches by itself.</source>
        <translation>Sie hat %1, mehr als dieses Konto von selbst abholt.</translation>
    </message>
    <message>
        <source>Download the Rest</source>
        <translation>Rest herunterladen</translation>
    </message>
    <message>
        <source>This message will be downloaded at %1</source>
        <translation>Diese Nachricht wird um %1 heruntergeladen</translation>
    </message>
    <message>
        <source>The server wants a pause between two visits. Then it is fetched by itself.</source>
        <translation>Der Server verlangt eine Pause zwischen zwei Besuchen. Danach wird sie von selbst geholt.</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageWindow</name>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply All</source>
        <translation>Allen antworten</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Forward as Attachment</source>
        <translation>Als Anhang weiterleiten</translation>
    </message>
    <message>
        <source>Redirect…</source>
        <translation>Umleiten…</translation>
    </message>
    <message>
        <source>Edit as New Message</source>
        <translation>Als neue Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>%1 – Turnstone</source>
        <comment>window title</comment>
        <translation>%1 – Turnstone</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageWords</name>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>(no sender)</source>
        <translation>(kein Absender)</translation>
    </message>
    <message>
        <source>(no recipients)</source>
        <translation>(keine Empfänger)</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source>Replied</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message>
        <source>Has attachments</source>
        <translation>Mit Anhängen</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Change waits for the server</source>
        <translation>Änderung wartet auf den Server</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the marks of a message</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Only on this computer</source>
        <translation>Nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Neither on this computer nor on the server.</source>
        <translation>Weder auf diesem Computer noch auf dem Server.</translation>
    </message>
    <message>
        <source>Only on this computer.</source>
        <translation>Nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Here, kept for offline, and on the server.</source>
        <translation>Hier, für offline aufbewahrt, und auf dem Server.</translation>
    </message>
    <message>
        <source>Here and on the server.</source>
        <translation>Hier und auf dem Server.</translation>
    </message>
    <message>
        <source>On the server; its text is here.</source>
        <translation>Auf dem Server; der Text ist hier.</translation>
    </message>
    <message>
        <source>Only on the server.</source>
        <translation>Nur auf dem Server.</translation>
    </message>
    <message>
        <source>Presumably has attachments</source>
        <translation>Hat vermutlich Anhänge</translation>
    </message>
</context>
<context>
    <name>Turnstone::MessageWriter</name>
    <message>
        <source>The message can&apos;t be written.</source>
        <translation>Die Nachricht lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>There is no address to send this message from.</source>
        <translation>Es gibt keine Adresse, von der diese Nachricht gesendet werden könnte.</translation>
    </message>
    <message>
        <source>The message has no recipient.</source>
        <translation>Die Nachricht hat keinen Empfänger.</translation>
    </message>
    <message>
        <source>The message has no date.</source>
        <translation>Die Nachricht hat kein Datum.</translation>
    </message>
    <message>
        <source>“%1” is no identifier of a message.</source>
        <translation>„%1“ ist keine Kennung einer Nachricht.</translation>
    </message>
    <message>
        <source>The header “%1” can&apos;t be given.</source>
        <translation>Die Kopfzeile „%1“ kann nicht vorgegeben werden.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Migrations</name>
    <message>
        <source>“%1” was written by a newer Turnstone: its format is %2, and this program knows formats up to %3. Install the newer program, or use another profile.</source>
        <translation>„%1“ stammt von einem neueren Turnstone: Das Format ist %2, und dieses Programm kennt Formate bis %3. Installieren Sie das neuere Programm, oder benutzen Sie ein anderes Profil.</translation>
    </message>
    <message>
        <source>“%1” has an older format. Start Turnstone once to bring it up to date.</source>
        <translation>„%1“ hat ein älteres Format. Starten Sie Turnstone einmal, um es auf den neuen Stand zu bringen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::NetError</name>
    <message>
        <source>There is no server called “%1”. Check its name, or whether this computer is connected to the Internet.</source>
        <translation>Einen Server namens „%1“ gibt es nicht. Prüfen Sie den Namen und ob dieser Computer mit dem Internet verbunden ist.</translation>
    </message>
    <message>
        <source>The server %1 refused the connection on port %2. Check the port, or try again later.</source>
        <translation>Der Server %1 hat die Verbindung auf Port %2 abgelehnt. Prüfen Sie den Port, oder versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>The server %1 did not answer on port %2. Check the port, or try again later.</source>
        <translation>Der Server %1 hat auf Port %2 nicht geantwortet. Prüfen Sie den Port, oder versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>The proxy of this computer did not let the connection to %1 through. Check the proxy settings of the system.</source>
        <translation>Der Proxy dieses Computers hat die Verbindung zu %1 nicht durchgelassen. Prüfen Sie die Proxy-Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>The server %1 can&apos;t be reached. Check whether this computer is connected to the Internet.</source>
        <translation>Der Server %1 ist nicht erreichbar. Prüfen Sie, ob dieser Computer mit dem Internet verbunden ist.</translation>
    </message>
    <message numerus="yes">
        <source>The server %1 did not answer within %n second(s).</source>
        <translation>
            <numerusform>Der Server %1 hat nicht innerhalb von %n Sekunde geantwortet.</numerusform>
            <numerusform>Der Server %1 hat nicht innerhalb von %n Sekunden geantwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server %1 answers too slowly; the connection was given up.</source>
        <translation>Der Server %1 antwortet zu langsam; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server %1 closed the connection.</source>
        <translation>Der Server %1 hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>There is no connection to the server.</source>
        <translation>Es besteht keine Verbindung zum Server.</translation>
    </message>
    <message>
        <source>The server %1 does not offer an encrypted connection on port %2 that is safe enough. Check the port and the kind of security.</source>
        <translation>Der Server %1 bietet auf Port %2 keine verschlüsselte Verbindung an, die sicher genug ist. Prüfen Sie den Port und die Art der Sicherheit.</translation>
    </message>
    <message>
        <source>The server %1 closed the connection before it was encrypted. Check the port and the kind of security, or try again later.</source>
        <translation>Der Server %1 hat die Verbindung geschlossen, bevor sie verschlüsselt war. Prüfen Sie den Port und die Art der Sicherheit, oder versuchen Sie es später erneut.</translation>
    </message>
    <message>
        <source>Somebody may be tampering with the connection to %1: unencrypted data arrived where encryption had to begin. Nothing was sent.</source>
        <translation>Möglicherweise manipuliert jemand die Verbindung zu %1: Es kamen unverschlüsselte Daten, wo die Verschlüsselung beginnen musste. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The file of trusted certificates “%1” can&apos;t be read or holds none. Choose another in the account&apos;s settings.</source>
        <translation>Die Datei „%1“ mit vertrauenswürdigen Zertifikaten lässt sich nicht lesen oder enthält keine. Wählen Sie in den Einstellungen des Kontos eine andere.</translation>
    </message>
    <message>
        <source>it is self-signed, so nobody vouches for it</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot;</extracomment>
        <translation>es ist selbst signiert, sodass niemand dafür bürgt</translation>
    </message>
    <message>
        <source>it is signed by an authority that this computer does not know</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot;</extracomment>
        <translation>es ist von einer Stelle signiert, die dieser Computer nicht kennt</translation>
    </message>
    <message>
        <source>it expired on %1</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot; %1 is a date</extracomment>
        <translation>es ist am %1 abgelaufen</translation>
    </message>
    <message>
        <source>it is not valid before %1 (is this computer&apos;s clock right?)</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot; %1 is a date</extracomment>
        <translation>es gilt nicht vor %1 (geht die Uhr dieses Computers richtig?)</translation>
    </message>
    <message>
        <source>it belongs to another server, %1, and not to %2</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot;</extracomment>
        <translation>es gehört einem anderen Server, %1, und nicht %2</translation>
    </message>
    <message>
        <source>it has been revoked</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot;</extracomment>
        <translation>es wurde widerrufen</translation>
    </message>
    <message>
        <source>it is faulty (%1)</source>
        <extracomment>Part of &quot;The certificate of HOST is not accepted: ….&quot; %1 is the TLS library&apos;s own words</extracomment>
        <translation>es ist fehlerhaft (%1)</translation>
    </message>
    <message>
        <source>The certificate of %1 is not accepted: %2.</source>
        <translation>Das Zertifikat von %1 wird nicht akzeptiert: %2.</translation>
    </message>
    <message>
        <source>; </source>
        <extracomment>Between two faults of a certificate</extracomment>
        <translation>; </translation>
    </message>
</context>
<context>
    <name>Turnstone::NewFolderDialog</name>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Anlegen</translation>
    </message>
    <message>
        <source>%1 (top level)</source>
        <comment>account</comment>
        <translation>%1 (oberste Ebene)</translation>
    </message>
    <message>
        <source>There is already a folder called so.</source>
        <translation>Einen Ordner dieses Namens gibt es schon.</translation>
    </message>
</context>
<context>
    <name>Turnstone::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>Turnstone::OperationReplay</name>
    <message>
        <source>The server doesn&apos;t allow “%1” in a folder&apos;s name.</source>
        <translation>Der Server erlaubt „%1“ nicht im Namen eines Ordners.</translation>
    </message>
    <message>
        <source>This waits until the message&apos;s folder has been read.</source>
        <translation>Das wartet, bis der Ordner der Nachricht gelesen ist.</translation>
    </message>
    <message>
        <source>The folder it should go to isn&apos;t on the server.</source>
        <translation>Der Zielordner liegt nicht auf dem Server.</translation>
    </message>
    <message>
        <source>There is mail in this folder on the server that wasn&apos;t here when you removed it, so it stays. Discard the change to see it.</source>
        <translation>In diesem Ordner auf dem Server sind Nachrichten, die noch nicht hier waren, als Sie ihn entfernt haben; deshalb bleibt er dort. Verwerfen Sie die Änderung, um sie zu sehen.</translation>
    </message>
    <message>
        <source>The server didn&apos;t rename this folder.</source>
        <translation>Der Server hat diesen Ordner nicht umbenannt.</translation>
    </message>
    <message>
        <source>This message isn&apos;t here as a whole, so it can&apos;t be uploaded.</source>
        <translation>Diese Nachricht ist nicht vollständig hier und kann deshalb nicht hochgeladen werden.</translation>
    </message>
    <message>
        <source>The server takes no messages as large as this one.</source>
        <translation>Der Server nimmt keine so großen Nachrichten an.</translation>
    </message>
    <message>
        <source>The server took this message, and doesn&apos;t show it.</source>
        <translation>Der Server hat diese Nachricht angenommen, zeigt sie aber nicht.</translation>
    </message>
    <message>
        <source>The message is gone from where it was, and wasn&apos;t here as a whole.</source>
        <translation>Die Nachricht ist dort, wo sie war, nicht mehr vorhanden, und sie war nicht vollständig hier.</translation>
    </message>
    <message>
        <source>This waits until the message has been fetched as a whole.</source>
        <translation>Dies wartet, bis die Nachricht vollständig abgeholt ist.</translation>
    </message>
    <message>
        <source>This waits until the change of the account&apos;s protocol is done or given up.</source>
        <translation>Das wartet, bis der Protokollwechsel des Kontos abgeschlossen oder aufgegeben ist.</translation>
    </message>
    <message>
        <source>Another program deleted this on the server. It is still on this computer: try again to put it back there.</source>
        <translation>Ein anderes Programm hat dies auf dem Server gelöscht. Auf diesem Rechner ist es noch: Ein neuer Versuch legt es dort wieder ab.</translation>
    </message>
    <message>
        <source>What is here of this message is damaged, so the server&apos;s stays as well.</source>
        <translation>Was von dieser Nachricht hier ist, ist beschädigt, also bleibt auch die des Servers.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t show this sent message yet.</source>
        <translation>Der Server zeigt diese gesendete Nachricht noch nicht.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OperationText</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>read</source>
        <extracomment>What a message is marked as; follows &quot;Mark … as&quot;.</extracomment>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
    <message>
        <source>starred</source>
        <extracomment>What a message is marked as; follows &quot;Mark … as&quot;.</extracomment>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>not starred</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nicht beantwortet</translation>
    </message>
    <message>
        <source>forwarded</source>
        <translation>weitergeleitet</translation>
    </message>
    <message>
        <source>not forwarded</source>
        <translation>nicht weitergeleitet</translation>
    </message>
    <message>
        <source>junk</source>
        <translation>Junk</translation>
    </message>
    <message>
        <source>not junk</source>
        <translation>kein Junk</translation>
    </message>
    <message>
        <source>perhaps junk</source>
        <translation>vielleicht Junk</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>not a draft</source>
        <translation>kein Entwurf</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>not deleted</source>
        <translation>nicht gelöscht</translation>
    </message>
    <message>
        <source>tagged “%1”</source>
        <translation>mit Schlagwort „%1“</translation>
    </message>
    <message>
        <source>no longer tagged “%1”</source>
        <translation>ohne Schlagwort „%1“</translation>
    </message>
    <message>
        <source>a folder that is gone</source>
        <translation>ein Ordner, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Mark %1 as %2</source>
        <translation>%1 markieren: %2</translation>
    </message>
    <message>
        <source>Move %1 to “%2”</source>
        <translation>%1 nach „%2“ verschieben</translation>
    </message>
    <message>
        <source>Copy %1 to “%2”</source>
        <translation>%1 nach „%2“ kopieren</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Create the folder “%1”</source>
        <translation>Ordner „%1“ anlegen</translation>
    </message>
    <message>
        <source>The server refused it.</source>
        <translation>Der Server hat es abgelehnt.</translation>
    </message>
    <message>
        <source>Being sent now.</source>
        <translation>Wird gerade gesendet.</translation>
    </message>
    <message>
        <source>You are offline.</source>
        <translation>Sie sind offline.</translation>
    </message>
    <message>
        <source>It is next to be sent.</source>
        <translation>Wird als Nächstes gesendet.</translation>
    </message>
    <message>
        <source>Rename the folder “%1” to “%2”</source>
        <translation>Ordner „%1“ in „%2“ umbenennen</translation>
    </message>
    <message>
        <source>Delete the folder “%1”</source>
        <translation>Ordner „%1“ löschen</translation>
    </message>
    <message>
        <source>Upload %1 to “%2”</source>
        <translation>%1 nach „%2“ hochladen</translation>
    </message>
    <message>
        <source>Subscribe to the folder “%1”</source>
        <translation>Ordner „%1“ abonnieren</translation>
    </message>
    <message>
        <source>Unsubscribe from the folder “%1”</source>
        <translation>Ordner „%1“ nicht mehr abonnieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) get the marks again that the server has.</source>
        <translation>
            <numerusform>%Ln Nachricht bekommt wieder die Markierungen, die der Server hat.</numerusform>
            <numerusform>%Ln Nachrichten bekommen wieder die Markierungen, die der Server hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) go back to “%1”.</source>
        <translation>
            <numerusform>%Ln Nachricht kommt zurück nach „%1“.</numerusform>
            <numerusform>%Ln Nachrichten kommen zurück nach „%1“.</numerusform>
        </translation>
    </message>
    <message>
        <source>The copies in “%1” are taken away.</source>
        <translation>Die Kopien in „%1“ werden entfernt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) come back.</source>
        <translation>
            <numerusform>%Ln Nachricht kommt zurück.</numerusform>
            <numerusform>%Ln Nachrichten kommen zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder “%1” goes, unless mail is in it: then it stays on this computer only.</source>
        <translation>Der Ordner „%1“ verschwindet, außer wenn Nachrichten darin sind: Dann bleibt er nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>The folder gets its old name again.</source>
        <translation>Der Ordner bekommt wieder seinen alten Namen.</translation>
    </message>
    <message>
        <source>The folder “%1” comes back.</source>
        <translation>Der Ordner „%1“ kommt zurück.</translation>
    </message>
    <message>
        <source>The folder is subscribed to as the server has it.</source>
        <translation>Das Abonnement ist wieder so, wie es der Server hat.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay on this computer only.</source>
        <translation>
            <numerusform>%Ln Nachricht bleibt nur auf diesem Computer.</numerusform>
            <numerusform>%Ln Nachrichten bleiben nur auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>asked about its receipt</source>
        <translation>nach der Empfangsbestätigung gefragt</translation>
    </message>
    <message>
        <source>Move the folder “%1” to %2</source>
        <translation>Ordner „%1“ nach %2 verschieben</translation>
    </message>
    <message>
        <source>an account that is gone</source>
        <translation>ein Konto, das es nicht mehr gibt</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %Ln message(s) have arrived</source>
        <extracomment>%1 says which folder moves where; %2 and %3 count messages.</extracomment>
        <translation>
            <numerusform>%1: %2 von %Ln Nachricht angekommen</numerusform>
            <numerusform>%1: %2 von %Ln Nachrichten angekommen</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder “%1” stays where it is, and what has arrived in the other account is taken away there.</source>
        <translation>Der Ordner „%1“ bleibt, wo er ist, und was im anderen Konto angekommen ist, wird dort entfernt.</translation>
    </message>
    <message>
        <source>It goes on when the folders of both accounts have been read.</source>
        <translation>Es geht weiter, sobald die Ordner beider Konten gelesen sind.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Outbox</name>
    <message>
        <source>This message is being sent at this moment.</source>
        <translation>Diese Nachricht wird gerade gesendet.</translation>
    </message>
    <message>
        <source>This message isn&apos;t in the outbox any more.</source>
        <translation>Diese Nachricht ist nicht mehr im Postausgang.</translation>
    </message>
    <message>
        <source>This message has no recipients.</source>
        <translation>Diese Nachricht hat keine Empfänger.</translation>
    </message>
    <message>
        <source>The program ended before the server said whether it took this message. It may have been sent. It is not sent again by itself.</source>
        <translation>Das Programm endete, bevor der Server sagte, ob er diese Nachricht angenommen hat. Sie kann gesendet worden sein. Von selbst wird sie nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>The account&apos;s own outgoing server can&apos;t be removed. Make another one its own first.</source>
        <translation>Der Postausgangsserver des Kontos lässt sich nicht entfernen. Erst muss ein anderer der des Kontos werden.</translation>
    </message>
    <message>
        <source>You are working offline: the server can&apos;t be asked.</source>
        <translation>Es wird offline gearbeitet: Der Server kann nicht gefragt werden.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxEdit</name>
    <message>
        <source>This message isn&apos;t in the outbox any more.</source>
        <translation>Diese Nachricht ist nicht mehr im Postausgang.</translation>
    </message>
    <message>
        <source>It is too late: the message is on its way.</source>
        <translation>Es ist zu spät: Die Nachricht ist unterwegs.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxNotice</name>
    <message numerus="yes">
        <source>%n message(s) could not be sent, or may not have been.</source>
        <translation>
            <numerusform>%n Nachricht ließ sich nicht senden oder wurde vielleicht nicht gesendet.</numerusform>
            <numerusform>%n Nachrichten ließen sich nicht senden oder wurden vielleicht nicht gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” may have been sent: nobody knows. It is not sent again by itself.</source>
        <translation>„%1“ wurde vielleicht gesendet: Das weiß niemand. Von selbst wird sie nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>“%1” was not taken for all its recipients. %2</source>
        <translation>„%1“ wurde nicht für alle Empfänger angenommen. %2</translation>
    </message>
    <message>
        <source>“%1” was not sent. %2</source>
        <translation>„%1“ wurde nicht gesendet. %2</translation>
    </message>
    <message>
        <source>Show Outbox</source>
        <translation>Postausgang zeigen</translation>
    </message>
    <message>
        <source>Mail can&apos;t be sent by “%1”. %2</source>
        <translation>Über „%1“ lässt sich nichts senden. %2</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxPane</name>
    <message>
        <source>&amp;Send Now</source>
        <translation>Jetzt &amp;senden</translation>
    </message>
    <message>
        <source>Chec&amp;k Sent</source>
        <translation>Unter Gesendetem &amp;suchen</translation>
    </message>
    <message>
        <source>Looks for it in the server&apos;s sent mail</source>
        <translation>Sucht sie unter den gesendeten Nachrichten des Servers</translation>
    </message>
    <message>
        <source>Send A&amp;gain…</source>
        <translation>&amp;Noch einmal senden…</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>It stays in the outbox and isn&apos;t sent by itself.</source>
        <translation>Sie bleibt im Postausgang und wird nicht von selbst gesendet.</translation>
    </message>
    <message>
        <source>Leaves it here and isn&apos;t told again</source>
        <translation>Lässt sie hier, ohne weiter daran zu erinnern</translation>
    </message>
    <message>
        <source>It &amp;Was Sent</source>
        <translation>Sie &amp;wurde gesendet</translation>
    </message>
    <message>
        <source>Puts it into Sent: you know that it arrived</source>
        <translation>Legt sie unter „Gesendet“ ab: Sie wissen, dass sie ankam</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Takes it out of the outbox, to be written on</source>
        <translation>Nimmt sie zum Weiterschreiben aus dem Postausgang</translation>
    </message>
    <message>
        <source>&amp;Hold</source>
        <translation>Zurück&amp;halten</translation>
    </message>
    <message>
        <source>Isn&apos;t sent until you say so</source>
        <translation>Wird nicht gesendet, bis Sie es sagen</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>&amp;Verwerfen…</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Messages in the outbox</source>
        <translation>Nachrichten im Postausgang</translation>
    </message>
    <message>
        <source>The outbox is empty</source>
        <translation>Der Postausgang ist leer</translation>
    </message>
    <message>
        <source>Messages wait here until the server has taken them.</source>
        <translation>Hier warten Nachrichten, bis der Server sie angenommen hat.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for it in the server&apos;s sent mail…</source>
        <translation>Sie wird unter den gesendeten Nachrichten des Servers gesucht…</translation>
    </message>
    <message>
        <source>It was sent: the server has it.</source>
        <translation>Sie wurde gesendet: Der Server hat sie.</translation>
    </message>
    <message>
        <source>It isn&apos;t in the server&apos;s sent mail.</source>
        <translation>Sie ist nicht unter den gesendeten Nachrichten des Servers.</translation>
    </message>
    <message>
        <source>Discard Message</source>
        <translation>Nachricht verwerfen</translation>
    </message>
    <message>
        <source>Discard “%1”?</source>
        <translation>„%1“ verwerfen?</translation>
    </message>
    <message>
        <source>It may have been sent. It leaves the outbox and isn&apos;t kept.</source>
        <translation>Sie wurde vielleicht gesendet. Sie verlässt den Postausgang und wird nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Those who don&apos;t have it won&apos;t get it. It stays in Sent.</source>
        <translation>Wer sie nicht hat, bekommt sie nicht. Unter „Gesendet“ bleibt sie.</translation>
    </message>
    <message>
        <source>It isn&apos;t sent and isn&apos;t kept.</source>
        <translation>Sie wird nicht gesendet und nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Send Again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send “%1” again?</source>
        <translation>„%1“ noch einmal senden?</translation>
    </message>
    <message>
        <source>The server may have taken it before the connection was lost. Then its recipients get it twice.</source>
        <translation>Vielleicht hat der Server sie angenommen, bevor die Verbindung abriss. Dann bekommen die Empfänger sie zweimal.</translation>
    </message>
    <message>
        <source>Send &amp;Again</source>
        <translation>Noch einmal &amp;senden</translation>
    </message>
    <message>
        <source>It goes as soon as you are online again.</source>
        <translation>Sie wird gesendet, sobald wieder online gearbeitet wird.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxSender</name>
    <message>
        <source>This account has no outgoing server yet. Enter one in the account&apos;s settings.</source>
        <translation>Dieses Konto hat noch keinen Postausgangsserver. Er lässt sich in den Einstellungen des Kontos eintragen.</translation>
    </message>
    <message>
        <source>The password of the outgoing server isn&apos;t known.</source>
        <translation>Das Passwort des Postausgangsservers ist nicht bekannt.</translation>
    </message>
    <message>
        <source>This message&apos;s bytes are damaged or gone, so it can&apos;t be sent.</source>
        <translation>Der Inhalt dieser Nachricht ist beschädigt oder fehlt, daher kann sie nicht gesendet werden.</translation>
    </message>
    <message>
        <source>This account&apos;s server keeps no sent mail, so nobody but the recipients can tell whether it was sent.</source>
        <translation>Der Server dieses Kontos bewahrt keine gesendeten Nachrichten auf, daher können nur die Empfänger sagen, ob sie gesendet wurde.</translation>
    </message>
    <message>
        <source>Signed in. It takes messages of up to %1.</source>
        <translation>Angemeldet. Er nimmt Nachrichten bis zu %1 an.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutboxWords</name>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>Being sent…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>May have been sent. %1</source>
        <translation>Vielleicht gesendet. %1</translation>
    </message>
    <message>
        <source>Held back until you send it.</source>
        <translation>Zurückgehalten, bis Sie sie senden.</translation>
    </message>
    <message>
        <source>Some recipients were refused. %1</source>
        <translation>Einige Empfänger wurden abgelehnt. %1</translation>
    </message>
    <message>
        <source>Not sent. %1</source>
        <translation>Nicht gesendet. %1</translation>
    </message>
    <message>
        <source>Goes at %1, as you chose.</source>
        <comment>a time</comment>
        <translation>Geht um %1, wie gewählt.</translation>
    </message>
    <message>
        <source>Waits for the network.</source>
        <translation>Wartet auf das Netz.</translation>
    </message>
    <message>
        <source>Goes in a moment.</source>
        <translation>Geht gleich.</translation>
    </message>
    <message>
        <source>Waits to be sent.</source>
        <translation>Wartet auf das Senden.</translation>
    </message>
    <message>
        <source>Not sent yet. %1 Tried again at %2.</source>
        <comment>why, a time</comment>
        <translation>Noch nicht gesendet. %1 Nächster Versuch um %2.</translation>
    </message>
    <message>
        <source>Not sent yet. %1</source>
        <translation>Noch nicht gesendet. %1</translation>
    </message>
    <message>
        <source>%1 was refused: %2</source>
        <translation>%1 wurde abgelehnt: %2</translation>
    </message>
    <message>
        <source>%1 may have it</source>
        <translation>%1 hat sie vielleicht</translation>
    </message>
    <message>
        <source>%1 has it</source>
        <translation>%1 hat sie</translation>
    </message>
    <message>
        <source>%1 is tried again: %2</source>
        <translation>%1 wird wieder versucht: %2</translation>
    </message>
    <message>
        <source>%1 doesn&apos;t have it</source>
        <translation>%1 hat sie nicht</translation>
    </message>
    <message>
        <source>To %1: %2. %3</source>
        <comment>recipients, subject, state</comment>
        <translation>An %1: %2. %3</translation>
    </message>
    <message>
        <source>Waits until you are online again.</source>
        <translation>Wartet, bis wieder online gearbeitet wird.</translation>
    </message>
    <message>
        <source>%1 was refused.</source>
        <translation>%1 wurde abgelehnt.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutgoingFile</name>
    <message>
        <source>The message&apos;s header holds a character that none may.</source>
        <translation>Der Kopf der Nachricht enthält ein Zeichen, das in keinem stehen darf.</translation>
    </message>
    <message>
        <source>The message&apos;s header has no end.</source>
        <translation>Der Kopf der Nachricht hat kein Ende.</translation>
    </message>
    <message>
        <source>This is no mail message: “%1” is no line of a header.</source>
        <translation>Das ist keine E-Mail-Nachricht: „%1“ ist keine Kopfzeile.</translation>
    </message>
    <message>
        <source>The file holds no mail message.</source>
        <translation>Die Datei enthält keine E-Mail-Nachricht.</translation>
    </message>
    <message>
        <source>The message holds a NUL character, which can&apos;t be sent unless it is encoded.</source>
        <translation>Die Nachricht enthält ein NUL-Zeichen, das nur kodiert gesendet werden kann.</translation>
    </message>
    <message>
        <source>The message names no recipient.</source>
        <translation>Die Nachricht nennt keinen Empfänger.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutgoingPage</name>
    <message>
        <source>This account&apos;s server keeps no sent mail: what you send stands in Sent on this computer.</source>
        <translation>Der Server dieses Kontos hält keine gesendeten Nachrichten: Was Sie senden, steht auf diesem Computer unter „Gesendet“.</translation>
    </message>
    <message>
        <source>Some servers keep a copy of what is sent by them, as Gmail does. So it is looked for first, and put into the server&apos;s Sent folder where it isn&apos;t. Right for nearly every server.</source>
        <translation>Manche Server behalten eine Kopie dessen, was über sie gesendet wird, zum Beispiel Gmail. Darum wird erst nachgesehen und nur abgelegt, was unter „Gesendet“ fehlt. Das passt für fast jeden Server.</translation>
    </message>
    <message>
        <source>The copy is put into the server&apos;s Sent folder, also where the server may keep one of its own.</source>
        <translation>Die Kopie kommt in den Ordner „Gesendet“ des Servers, auch wo dieser vielleicht selbst eine behält.</translation>
    </message>
    <message>
        <source>Nothing is put there: the server&apos;s own copy is awaited. Choose this where sent mail stands in Sent twice.</source>
        <translation>Nichts wird abgelegt: Die Kopie des Servers wird abgewartet. Richtig, wo Gesendetes sonst doppelt steht.</translation>
    </message>
    <message>
        <source>%1 (by default)</source>
        <comment>outgoing server</comment>
        <translation>%1 (Standard)</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>unverschlüsselt</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>signs in as for incoming mail</source>
        <translation>Anmeldung wie beim Empfangen</translation>
    </message>
    <message>
        <source>signs in as %1</source>
        <translation>Anmeldung als %1</translation>
    </message>
    <message>
        <source>with a password of its own</source>
        <translation>mit eigenem Passwort</translation>
    </message>
    <message>
        <source>takes messages of up to %1</source>
        <translation>nimmt Nachrichten bis %1</translation>
    </message>
    <message>
        <source>Another server has to be the one used by default first.</source>
        <translation>Erst muss ein anderer Server der Standard sein.</translation>
    </message>
    <message>
        <source>Remove Outgoing Server</source>
        <translation>Postausgangsserver entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message>
        <source>From now on %2 is used by: %1.</source>
        <translation>Von nun an nutzen %2: %1.</translation>
    </message>
    <message>
        <source>No identity uses it.</source>
        <translation>Keine Identität nutzt ihn.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutgoingPasswordDialog</name>
    <message>
        <source>Password of the outgoing server “%1”</source>
        <translation>Passwort des Postausgangsservers „%1“</translation>
    </message>
    <message>
        <source>“%1” asks for the password of “%2”.</source>
        <translation>„%1“ fragt nach dem Passwort von „%2“.</translation>
    </message>
</context>
<context>
    <name>Turnstone::OutgoingServerDialog</name>
    <message>
        <source>One of its own, asked for at each start</source>
        <translation>Ein eigenes, bei jedem Start erfragt</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Enter the name of the server.</source>
        <translation>Der Name des Servers fehlt.</translation>
    </message>
    <message>
        <source>Enter the server&apos;s password.</source>
        <translation>Das Passwort des Servers fehlt.</translation>
    </message>
    <message>
        <source>Enter the command that prints the password.</source>
        <translation>Der Befehl, der das Passwort ausgibt, fehlt.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
</context>
<context>
    <name>Turnstone::PassText</name>
    <message>
        <source>The disk is full, so no more mail is fetched for this account. Free some space; what is missing then comes by itself.</source>
        <translation>Der Datenträger ist voll; daher werden für dieses Konto keine Nachrichten mehr abgerufen. Schaffen Sie Platz; was dann fehlt, kommt von selbst.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Angemeldet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in the Inbox.</source>
        <translation>
            <numerusform>%Ln Nachricht im Posteingang.</numerusform>
            <numerusform>%Ln Nachrichten im Posteingang.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s).</source>
        <translation>
            <numerusform>%Ln Ordner.</numerusform>
            <numerusform>%Ln Ordner.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Another program deletes mail from this account&apos;s server: %Ln message(s) that went there stay on this computer only.</source>
        <translation>
            <numerusform>Ein anderes Programm löscht Nachrichten auf dem Server dieses Kontos: %Ln Nachricht, die dort verschwand, bleibt nur auf diesem Computer.</numerusform>
            <numerusform>Ein anderes Programm löscht Nachrichten auf dem Server dieses Kontos: %Ln Nachrichten, die dort verschwanden, bleiben nur auf diesem Computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::PasswordCommand</name>
    <message>
        <source>The password command was ended before it gave a password.</source>
        <translation>Der Passwortbefehl wurde beendet, bevor er ein Passwort ausgab.</translation>
    </message>
    <message>
        <source>The password command failed with exit status %1.</source>
        <translation>Der Passwortbefehl ist mit Status %1 fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The password command gave no password.</source>
        <translation>Der Passwortbefehl hat kein Passwort ausgegeben.</translation>
    </message>
    <message>
        <source>The password command could not be started.</source>
        <translation>Der Passwortbefehl ließ sich nicht starten.</translation>
    </message>
    <message numerus="yes">
        <source>The password command did not answer within %n second(s).</source>
        <translation>
            <numerusform>Der Passwortbefehl hat nicht innerhalb von %n Sekunde geantwortet.</numerusform>
            <numerusform>Der Passwortbefehl hat nicht innerhalb von %n Sekunden geantwortet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::PasswordDialog</name>
    <message>
        <source>Password of “%1”</source>
        <translation>Passwort von „%1“</translation>
    </message>
    <message>
        <source>&amp;Sign In</source>
        <translation>&amp;Anmelden</translation>
    </message>
    <message>
        <source>“%1” asks for the password of “%2”.</source>
        <translation>„%1“ fragt nach dem Passwort von „%2“.</translation>
    </message>
</context>
<context>
    <name>Turnstone::PendingChangesDialog</name>
    <message>
        <source>Discard Changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n change(s)?</source>
        <translation>
            <numerusform>%n Änderung verwerfen?</numerusform>
            <numerusform>%n Änderungen verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>These changes have been made on this computer. The server hasn&apos;t confirmed them yet.</source>
        <translation>Diese Änderungen sind auf diesem Computer ausgeführt. Der Server hat sie noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>The servers have confirmed every change.</source>
        <translation>Die Server haben jede Änderung bestätigt.</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) can&apos;t be made at the server and wait for you.</source>
        <translation>
            <numerusform>%Ln Änderung lässt sich am Server nicht vornehmen und wartet auf Sie.</numerusform>
            <numerusform>%Ln Änderungen lassen sich am Server nicht vornehmen und warten auf Sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) wait; the oldest are shown.</source>
        <translation>
            <numerusform>%Ln Änderung wartet; die ältesten sind zu sehen.</numerusform>
            <numerusform>%Ln Änderungen warten; die ältesten sind zu sehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>When you say so</source>
        <translation>Wenn Sie es sagen</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>When online</source>
        <translation>Sobald online</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>Bald</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln second(s)</source>
        <translation>
            <numerusform>In %Ln Sekunde</numerusform>
            <numerusform>In %Ln Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln minute(s)</source>
        <translation>
            <numerusform>In %Ln Minute</numerusform>
            <numerusform>In %Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
If discarded: %2</source>
        <translation>%1
Beim Verwerfen: %2</translation>
    </message>
    <message>
        <source>What was done here is undone, and the server is not told of it.</source>
        <translation>Was hier geschah, wird rückgängig gemacht; der Server erfährt nichts davon.</translation>
    </message>
</context>
<context>
    <name>Turnstone::PlainEditor</name>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
</context>
<context>
    <name>Turnstone::Pop3Error</name>
    <message>
        <source>The server sent a line without end, which no mail server does; the connection was given up.</source>
        <translation>Der Server hat eine Zeile ohne Ende gesendet, was kein Mailserver tut; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server does not speak POP3 here. Check the server&apos;s name and the port.</source>
        <translation>Der Server spricht hier kein POP3. Prüfen Sie den Namen des Servers und den Port.</translation>
    </message>
    <message>
        <source>The server said something that it was not asked; the connection was given up.</source>
        <translation>Der Server hat etwas gesendet, wonach er nicht gefragt wurde; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server&apos;s list of messages has no end; the connection was given up.</source>
        <translation>Die Nachrichtenliste des Servers hat kein Ende; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server sent a message without end; the connection was given up.</source>
        <translation>Der Server hat eine Nachricht ohne Ende gesendet; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The mailbox is in use by another program or device. It will be tried again later.</source>
        <translation>Das Postfach wird von einem anderen Programm oder Gerät benutzt. Es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server wants more time between two visits. It will be tried again later.</source>
        <translation>Der Server verlangt mehr Zeit zwischen zwei Abrufen. Es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server has a lasting problem with this mailbox. Ask its administrator. It said: %1</source>
        <translation>Der Server hat ein dauerhaftes Problem mit diesem Postfach. Fragen Sie den Betreiber. Er meldet: %1</translation>
    </message>
    <message>
        <source>The server has a problem of its own at the moment. It will be tried again later. It said: %1</source>
        <translation>Der Server hat im Augenblick selbst ein Problem. Es wird später erneut versucht. Er meldet: %1</translation>
    </message>
    <message>
        <source>The server refused the user name or the password.</source>
        <translation>Der Server hat den Benutzernamen oder das Passwort abgelehnt.</translation>
    </message>
    <message>
        <source>The server refused the user name or the password. It said: %1</source>
        <translation>Der Server hat den Benutzernamen oder das Passwort abgelehnt. Er meldet: %1</translation>
    </message>
    <message>
        <source>The server does not encrypt this connection (STLS), so nothing was sent. Choose TLS with port 995 in the account&apos;s settings.</source>
        <translation>Der Server verschlüsselt diese Verbindung nicht (STLS); daher wurde nichts gesendet. Wählen Sie TLS mit Port 995 in den Einstellungen des Kontos.</translation>
    </message>
    <message>
        <source>The user name or the password contains a line break, which can&apos;t be sent.</source>
        <translation>Der Benutzername oder das Passwort enthält einen Zeilenumbruch, der nicht gesendet werden kann.</translation>
    </message>
    <message>
        <source>The server did not list its messages. It said: %1</source>
        <translation>Der Server hat seine Nachrichten nicht aufgelistet. Er meldet: %1</translation>
    </message>
    <message>
        <source>The message is no longer on the server.</source>
        <translation>Die Nachricht liegt nicht mehr auf dem Server.</translation>
    </message>
    <message>
        <source>The message is larger than 1 GiB and is not fetched.</source>
        <translation>Die Nachricht ist größer als 1 GiB und wird nicht abgerufen.</translation>
    </message>
    <message>
        <source>The server did not delete a message. It said: %1</source>
        <translation>Der Server hat eine Nachricht nicht gelöscht. Er meldet: %1</translation>
    </message>
    <message>
        <source>The server did not confirm that messages were deleted. It will be tried again later.</source>
        <translation>Der Server hat nicht bestätigt, dass Nachrichten gelöscht wurden. Es wird später erneut versucht.</translation>
    </message>
    <message>
        <source>The server does not send this message at the moment. It said: %1</source>
        <translation>Der Server sendet diese Nachricht im Augenblick nicht. Er meldet: %1</translation>
    </message>
</context>
<context>
    <name>Turnstone::ProblemBanners</name>
    <message>
        <source>The password is needed.</source>
        <translation>Das Passwort wird benötigt.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>account, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
    <message>
        <source>Show Certificate…</source>
        <translation>Zertifikat anzeigen…</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Account Settings…</source>
        <translation>Kontoeinstellungen…</translation>
    </message>
    <message>
        <source>Open Web Page</source>
        <translation>Webseite öffnen</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Show Preview…</source>
        <translation>Vorschau anzeigen…</translation>
    </message>
    <message>
        <source>Show…</source>
        <comment>how a change stands</comment>
        <translation>Anzeigen…</translation>
    </message>
    <message>
        <source>Show Report…</source>
        <translation>Bericht anzeigen…</translation>
    </message>
</context>
<context>
    <name>Turnstone::ProfileLock</name>
    <message>
        <source>Another Turnstone is using this profile. Close it first, or use another profile.</source>
        <translation>Ein anderes Turnstone benutzt dieses Profil. Schließen Sie es zuerst, oder benutzen Sie ein anderes Profil.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and start again.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz, und starten Sie erneut.</translation>
    </message>
    <message>
        <source>The folder “%1” can&apos;t be written. Check its permissions.</source>
        <translation>In den Ordner „%1“ lässt sich nicht schreiben. Prüfen Sie seine Rechte.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ProtocolPage</name>
    <message>
        <source>By IMAP</source>
        <translation>Über IMAP</translation>
    </message>
    <message>
        <source>By IMAP (as it is now)</source>
        <translation>Über IMAP (wie jetzt)</translation>
    </message>
    <message>
        <source>By POP3 (as it is now)</source>
        <translation>Über POP3 (wie jetzt)</translation>
    </message>
    <message>
        <source>By POP3</source>
        <translation>Über POP3</translation>
    </message>
    <message>
        <source>What you read, star, move or delete is so on all your devices and in the browser.</source>
        <translation>Was Sie lesen, markieren, verschieben oder löschen, ist auf allen Ihren Geräten und im Browser so.</translation>
    </message>
    <message>
        <source>Each device collects mail for itself. What you do here isn&apos;t seen elsewhere.</source>
        <translation>Jedes Gerät holt Nachrichten für sich ab. Was Sie hier tun, ist anderswo nicht zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) are made on the server, if you want, and are everywhere the same.</source>
        <translation>
            <numerusform>Ihr %Ln Ordner wird auf Wunsch auf dem Server angelegt und ist überall derselbe.</numerusform>
            <numerusform>Ihre %Ln Ordner werden auf Wunsch auf dem Server angelegt und sind überall dieselben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) are on this computer only; the server has an Inbox.</source>
        <translation>
            <numerusform>Ihr %Ln Ordner ist nur auf diesem Computer; der Server hat einen Posteingang.</numerusform>
            <numerusform>Ihre %Ln Ordner sind nur auf diesem Computer; der Server hat einen Posteingang.</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to %1 of what is here would be put on the server, which needs room for it. You choose folder by folder.</source>
        <translation>Bis zu %1 von hier würden auf den Server gelegt, der Platz dafür braucht. Sie entscheiden Ordner für Ordner.</translation>
    </message>
    <message>
        <source>%1 on this computer; the server can be emptied.</source>
        <translation>%1 auf diesem Computer; der Server kann geleert werden.</translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) are on the server, and everywhere the same.</source>
        <translation>
            <numerusform>Ihr %Ln Ordner ist auf dem Server und überall derselbe.</numerusform>
            <numerusform>Ihre %Ln Ordner sind auf dem Server und überall dieselben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln folder(s) become folders of this computer. Only the Inbox goes on receiving.</source>
        <translation>
            <numerusform>Ihr %Ln Ordner wird ein Ordner dieses Computers. Nur der Posteingang empfängt weiter.</numerusform>
            <numerusform>Ihre %Ln Ordner werden Ordner dieses Computers. Nur der Posteingang empfängt weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on this computer. The server keeps the rest, and needs room for all of it.</source>
        <translation>%1 auf diesem Computer. Der Server behält den Rest und braucht Platz für alles.</translation>
    </message>
    <message>
        <source>Up to %1 more would be brought to this computer first. What is on the server stays there.</source>
        <translation>Bis zu %1 würden zuerst noch auf diesen Computer geholt. Was auf dem Server ist, bleibt dort.</translation>
    </message>
    <message>
        <source>Everything is on this computer already. What is on the server stays there.</source>
        <translation>Alles ist schon auf diesem Computer. Was auf dem Server ist, bleibt dort.</translation>
    </message>
    <message numerus="yes">
        <source>What the Storage page says is kept here; now that is %L1 of %Ln message(s).</source>
        <translation>
            <numerusform>Hier bleibt, was unter „Speicherplatz“ steht; zurzeit %L1 von %Ln Nachricht.</numerusform>
            <numerusform>Hier bleibt, was unter „Speicherplatz“ steht; zurzeit %L1 von %Ln Nachrichten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln message(s) can be read without a connection.</source>
        <translation>
            <numerusform>Die %Ln Nachricht ist ohne Verbindung lesbar.</numerusform>
            <numerusform>Alle %Ln Nachrichten sind ohne Verbindung lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>A change to %1 is under way.</source>
        <translation>Eine Umstellung auf %1 läuft.</translation>
    </message>
    <message>
        <source>A preview of a change to %1 was made on %2.</source>
        <translation>Eine Vorschau der Umstellung auf %1 wurde am %2 erstellt.</translation>
    </message>
    <message>
        <source>The last change, to %1, was undone.</source>
        <translation>Die letzte Umstellung, auf %1, wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>It stands still.</source>
        <translation>Sie steht still.</translation>
    </message>
    <message>
        <source>&amp;Change to %1…</source>
        <translation>Auf %1 &amp;umstellen…</translation>
    </message>
    <message>
        <source>It waits, and goes on by itself at %1.</source>
        <translation>Er wartet und geht um %1 von selbst weiter.</translation>
    </message>
    <message>
        <source>Changed from %1 to %2 on %3. You can undo this until %4.</source>
        <translation>Am %3 von %1 auf %2 umgestellt. Sie können das bis %4 rückgängig machen.</translation>
    </message>
    <message>
        <source>The change is being undone; the account goes back to %1.</source>
        <translation>Die Umstellung wird rückgängig gemacht; das Konto geht auf %1 zurück.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ProtocolSwitches</name>
    <message>
        <source>You are working offline. The change goes on once you are connected again.</source>
        <translation>Sie arbeiten offline. Die Umstellung geht weiter, sobald Sie wieder verbunden sind.</translation>
    </message>
    <message>
        <source>The change of how “%1” reads its mail waits, and goes on by itself. %2</source>
        <translation>Die Umstellung von „%1“ wartet und geht von selbst weiter. %2</translation>
    </message>
    <message>
        <source>The change of how “%1” reads its mail stands still. %2</source>
        <translation>Die Umstellung von „%1“ steht still. %2</translation>
    </message>
    <message>
        <source>What a change of how “%1” reads its mail would do can be looked at now.</source>
        <translation>Was eine Umstellung von „%1“ täte, kann jetzt angesehen werden.</translation>
    </message>
    <message>
        <source>“%1” reads its mail by %2 now.</source>
        <translation>„%1“ liest die Post jetzt über %2.</translation>
    </message>
    <message>
        <source>“%1” reads its mail by %2 again.</source>
        <translation>„%1“ liest die Post wieder über %2.</translation>
    </message>
    <message>
        <source>The change of how “%1” reads its mail was given up; nothing has changed.</source>
        <translation>Die Umstellung von „%1“ wurde aufgegeben; geändert hat sich nichts.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ProviderTable</name>
    <message>
        <source>Create an app password in your account&apos;s security settings first, and enter it here instead of your usual password.</source>
        <translation>Erstellen Sie zuerst in den Sicherheitseinstellungen Ihres Kontos ein App-Passwort, und geben Sie es hier statt Ihres üblichen Passworts ein.</translation>
    </message>
    <message>
        <source>Google wants an app password here: turn on 2-Step Verification at myaccount.google.com/security, create an app password there, and enter it instead of your usual password.</source>
        <translation>Google verlangt hier ein App-Passwort: Schalten Sie unter myaccount.google.com/security die Bestätigung in zwei Schritten ein, erstellen Sie dort ein App-Passwort, und geben Sie es statt Ihres üblichen Passworts ein.</translation>
    </message>
    <message>
        <source>Apple wants an app-specific password here: create one at account.apple.com under Sign-In and Security. iCloud offers no POP3.</source>
        <translation>Apple verlangt hier ein anwendungsspezifisches Passwort: Erstellen Sie eines auf account.apple.com unter „Anmeldung und Sicherheit“. iCloud bietet kein POP3.</translation>
    </message>
    <message>
        <source>Yahoo wants an app password here: create one in your account&apos;s security settings, and enter it instead of your usual password.</source>
        <translation>Yahoo verlangt hier ein App-Passwort: Erstellen Sie eines in den Sicherheitseinstellungen Ihres Kontos, und geben Sie es statt Ihres üblichen Passworts ein.</translation>
    </message>
    <message>
        <source>Microsoft accepts only sign-in through the browser for personal addresses, which this program can&apos;t do yet. A password works only where your organisation still allows it.</source>
        <translation>Microsoft akzeptiert für persönliche Adressen nur die Anmeldung über den Browser, die dieses Programm noch nicht beherrscht. Ein Passwort funktioniert nur, wo Ihre Organisation es noch erlaubt.</translation>
    </message>
    <message>
        <source>Allow mail programs (POP3 and IMAP) in the settings of the web mail first; with two-step sign-in, create an app password as well.</source>
        <translation>Erlauben Sie zuerst in den Einstellungen des Webmailers E-Mail-Programme (POP3 und IMAP); bei Anmeldung in zwei Schritten erstellen Sie auch ein App-Passwort.</translation>
    </message>
    <message>
        <source>Allow mail programs in the settings of Yandex Mail, then create an app password for mail and enter it here.</source>
        <translation>Erlauben Sie in den Einstellungen von Yandex Mail E-Mail-Programme, erstellen Sie dann ein App-Passwort für E-Mail, und geben Sie es hier ein.</translation>
    </message>
    <message>
        <source>Fastmail wants an app password here: create one under Settings, Privacy and Security.</source>
        <translation>Fastmail verlangt hier ein App-Passwort: Erstellen Sie eines in den Einstellungen unter „Privacy and Security“.</translation>
    </message>
    <message>
        <source>Proton Mail is reached through Proton Mail Bridge only: install and start it, and enter the user and password that it shows.</source>
        <translation>Proton Mail ist nur über die Proton Mail Bridge erreichbar: Installieren und starten Sie sie, und geben Sie den Benutzernamen und das Passwort ein, die sie anzeigt.</translation>
    </message>
    <message>
        <source>Enter the password for e-mail programs, which you set in the Telekom customer centre; it isn&apos;t your usual password.</source>
        <translation>Geben Sie das Passwort für E-Mail-Programme ein, das Sie im Kundencenter der Telekom festlegen; es ist nicht Ihr übliches Passwort.</translation>
    </message>
</context>
<context>
    <name>Turnstone::QuotaWords</name>
    <message>
        <source>%1 of %2 used on the server.</source>
        <translation>%1 von %2 auf dem Server belegt.</translation>
    </message>
    <message>
        <source>That is nearly all: the server may soon refuse new mail.</source>
        <translation>Das ist fast alles: Bald nimmt der Server vielleicht keine neue Post mehr an.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Quoting</name>
    <message>
        <source>%1 wrote:</source>
        <translation>%1 schrieb:</translation>
    </message>
    <message>
        <source>On %1 somebody wrote:</source>
        <translation>Am %1 schrieb jemand:</translation>
    </message>
    <message>
        <source>On %1, %2 wrote:</source>
        <translation>Am %1 schrieb %2:</translation>
    </message>
    <message>
        <source>Forwarded message</source>
        <translation>Weitergeleitete Nachricht</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Kopie</translation>
    </message>
</context>
<context>
    <name>Turnstone::Receipt</name>
    <message>
        <source>Read: %1</source>
        <translation>Gelesen: %1</translation>
    </message>
    <message>
        <source>Your message “%1” of %2 to %3 was displayed. This doesn&apos;t say that it was read or understood.</source>
        <translation>Die Nachricht „%1“ vom %2 an %3 wurde angezeigt. Das sagt nicht, dass sie gelesen oder verstanden wurde.</translation>
    </message>
</context>
<context>
    <name>Turnstone::RecipientChip</name>
    <message>
        <source>%1, %2</source>
        <comment>a recipient&apos;s name and address</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, not an address</source>
        <translation>%1, keine Adresse</translation>
    </message>
</context>
<context>
    <name>Turnstone::RecipientEdit</name>
    <message>
        <source>Proposed addresses</source>
        <translation>Vorgeschlagene Adressen</translation>
    </message>
    <message numerus="yes">
        <source>%1 (list of %n)</source>
        <comment>a proposal: everybody in a list of the address book</comment>
        <translation>
            <numerusform>%1 (Liste mit %n)</numerusform>
            <numerusform>%1 (Liste mit %n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::RecipientField</name>
    <message numerus="yes">
        <source>+ %n more</source>
        <comment>recipients that aren&apos;t shown</comment>
        <translation>
            <numerusform>+ %n weiterer</numerusform>
            <numerusform>+ %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more recipient(s)</source>
        <translation>
            <numerusform>%n weiteren Empfänger anzeigen</numerusform>
            <numerusform>%n weitere Empfänger anzeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Move to %1</source>
        <comment>a field of recipients: Cc</comment>
        <translation>Verschieben nach %1</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Address &amp;Book…</source>
        <translation>Adress&amp;buch …</translation>
    </message>
</context>
<context>
    <name>Turnstone::Redirect</name>
    <message>
        <source>This message holds bytes that mail can&apos;t carry as they are. Forward it as an attachment.</source>
        <translation>Diese Nachricht enthält Bytes, die E-Mail so nicht befördern kann. Sie lässt sich als Anhang weiterleiten.</translation>
    </message>
</context>
<context>
    <name>Turnstone::RedirectDialog</name>
    <message>
        <source>“%1” from %2</source>
        <comment>a message: its subject, and who wrote it</comment>
        <translation>„%1“ von %2</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>&amp;Redirect</source>
        <translation>&amp;Umleiten</translation>
    </message>
    <message>
        <source>Enter at least one recipient.</source>
        <translation>Mindestens einen Empfänger eintragen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::RefusalText</name>
    <message>
        <source>%1 Here is how: %2</source>
        <extracomment>%1 is a whole sentence, %2 the address of a web page</extracomment>
        <translation>%1 So geht es: %2</translation>
    </message>
    <message>
        <source>%1 lets mail programs in by %2 only after you have switched it on there.</source>
        <translation>%1 lässt E-Mail-Programme über %2 erst ein, wenn Sie es dort eingeschaltet haben.</translation>
    </message>
    <message>
        <source>%2 is switched off at %1 for your whole organisation. Ask its administrator.</source>
        <translation>%2 ist bei %1 für Ihre ganze Organisation ausgeschaltet. Fragen Sie deren Administrator.</translation>
    </message>
    <message>
        <source>The password may be wrong, or %2 isn&apos;t switched on for mail programs at %1, which answers the same to both.</source>
        <translation>Vielleicht stimmt das Passwort nicht, oder %2 ist bei %1 nicht für E-Mail-Programme eingeschaltet; die Antwort ist in beiden Fällen dieselbe.</translation>
    </message>
    <message>
        <source>%1 takes only a password that you create there for mail programs, not the one you sign in with on the web.</source>
        <translation>%1 nimmt nur ein Passwort an, das Sie dort für E-Mail-Programme erstellen, nicht das, mit dem Sie sich im Web anmelden.</translation>
    </message>
    <message>
        <source>%1 wants you to sign in with the web browser once, and to confirm that the sign-in by a mail program was yours.</source>
        <translation>%1 verlangt, dass Sie sich einmal im Webbrowser anmelden und bestätigen, dass die Anmeldung durch ein E-Mail-Programm von Ihnen kam.</translation>
    </message>
    <message>
        <source>%1 takes no passwords from mail programs for this address, only sign-in through the browser, which this program can&apos;t do yet.</source>
        <translation>%1 nimmt für diese Adresse von E-Mail-Programmen keine Passwörter an, nur eine Anmeldung über den Browser, die dieses Programm noch nicht kann.</translation>
    </message>
    <message>
        <source>%1 mistrusts this mail program. Switch %2 on there, and use the authorisation code that you get for it as the password.</source>
        <translation>%1 misstraut diesem E-Mail-Programm. Schalten Sie dort %2 ein, und verwenden Sie den Autorisierungscode, den Sie dafür erhalten, als Passwort.</translation>
    </message>
    <message>
        <source>The provider</source>
        <translation>Der Anbieter</translation>
    </message>
</context>
<context>
    <name>Turnstone::RichEditor</name>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
    <message>
        <source>picture.png</source>
        <translation>bild.png</translation>
    </message>
</context>
<context>
    <name>Turnstone::Sasl</name>
    <message>
        <source>The user name or the password contains a character that cannot be sent. Please enter them again.</source>
        <translation>Der Benutzername oder das Passwort enthält ein Zeichen, das nicht gesendet werden kann. Bitte geben Sie beides erneut ein.</translation>
    </message>
    <message>
        <source>The server asked for something unexpected during sign-in, so nothing more was told to it.</source>
        <translation>Der Server hat beim Anmelden etwas Unerwartetes verlangt; daher wurde ihm nichts weiter mitgeteilt.</translation>
    </message>
    <message>
        <source>The server couldn&apos;t prove that it knows the password. Somebody may be posing as it; the connection was ended.</source>
        <translation>Der Server konnte nicht beweisen, dass er das Passwort kennt. Möglicherweise gibt sich jemand für ihn aus; die Verbindung wurde beendet.</translation>
    </message>
    <message>
        <source>The server sees another encrypted connection than this computer does. Somebody may be reading along; the sign-in was ended.</source>
        <translation>Der Server sieht eine andere verschlüsselte Verbindung als dieser Rechner. Möglicherweise liest jemand mit; die Anmeldung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The server refused the user name or the password.</source>
        <translation>Der Server hat den Benutzernamen oder das Passwort abgelehnt.</translation>
    </message>
    <message>
        <source>The server wants the password protected in a way that is too weak or too costly, so nothing more was told to it.</source>
        <translation>Der Server will das Passwort auf eine Weise geschützt haben, die zu schwach oder zu aufwendig ist; deshalb wurde ihm nichts weiter mitgeteilt.</translation>
    </message>
    <message>
        <source>An access token is only sent over an encrypted connection. Choose TLS in the account&apos;s settings.</source>
        <translation>Ein Zugriffstoken wird nur über eine verschlüsselte Verbindung gesendet. Wählen Sie TLS in den Kontoeinstellungen.</translation>
    </message>
    <message>
        <source>The server takes no access token (OAuth 2) here. Choose a password in the account&apos;s settings.</source>
        <translation>Der Server nimmt hier kein Zugriffstoken (OAuth 2) an. Wählen Sie in den Kontoeinstellungen ein Passwort.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SendChecks</name>
    <message>
        <source>This message has %1, and your server takes %2 at most.</source>
        <translation>Diese Nachricht hat %1, und der Server nimmt höchstens %2 an.</translation>
    </message>
    <message>
        <source>You wrote “%1”, but nothing is attached.</source>
        <translation>Im Text steht „%1“, aber es ist nichts angehängt.</translation>
    </message>
    <message>
        <source>The message has no subject.</source>
        <translation>Die Nachricht hat keinen Betreff.</translation>
    </message>
    <message numerus="yes">
        <source>%n recipients will see each other&apos;s addresses. Bcc would hide them.</source>
        <translation>
            <numerusform>%n Empfänger wird die Adressen der anderen sehen. Eine Blindkopie würde sie verbergen.</numerusform>
            <numerusform>%n Empfänger werden die Adressen der anderen sehen. Eine Blindkopie würde sie verbergen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You got this message as a blind copy. An answer to all tells everybody that you did.</source>
        <translation>Diese Nachricht kam als Blindkopie. Eine Antwort an alle verrät das allen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SendLaterDialog</name>
    <message>
        <source>In an hour</source>
        <translation>In einer Stunde</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Morgen früh</translation>
    </message>
    <message>
        <source>On Monday morning</source>
        <translation>Am Montagmorgen</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Zu einer anderen Zeit</translation>
    </message>
</context>
<context>
    <name>Turnstone::SenderCheck</name>
    <message>
        <source>This message doesn&apos;t say which address it was sent from.</source>
        <translation>Diese Nachricht sagt nicht, von welcher Adresse sie gesendet wurde.</translation>
    </message>
    <message>
        <source>The sender&apos;s name says “%1”, but the address is “%2”.</source>
        <translation>Der Name des Absenders lautet „%1“, die Adresse aber „%2“.</translation>
    </message>
    <message>
        <source>The sender&apos;s domain has letters beyond plain Latin; its technical name is “%1”.</source>
        <translation>Die Domain des Absenders enthält Buchstaben, die nicht einfach lateinisch sind; ihr technischer Name lautet „%1“.</translation>
    </message>
    <message>
        <source>Replies go to another address: “%1”.</source>
        <translation>Antworten gehen an eine andere Adresse: „%1“.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ServerForm</name>
    <message>
        <source>“%1” is not the name of a server.</source>
        <translation>„%1“ ist kein Name eines Servers.</translation>
    </message>
    <message>
        <source>“%1” would be used without encryption. That needs your consent.</source>
        <translation>„%1“ würde ohne Verschlüsselung benutzt. Dazu ist Ihre Zustimmung nötig.</translation>
    </message>
    <message>
        <source>Without encryption, everyone on the way to the server can read your password and your mail, and change it.</source>
        <translation>Ohne Verschlüsselung kann jeder auf dem Weg zum Server Ihr Passwort und Ihre Nachrichten lesen und verändern.</translation>
    </message>
    <message>
        <source>Without encryption, everyone on the way to “%1” can read your password and your mail, and change it.</source>
        <translation>Ohne Verschlüsselung kann jeder auf dem Weg zu „%1“ Ihr Passwort und Ihre Nachrichten lesen und verändern.</translation>
    </message>
</context>
<context>
    <name>Turnstone::ServiceFetch</name>
    <message>
        <source>This message is no longer here.</source>
        <translation>Diese Nachricht ist nicht mehr hier.</translation>
    </message>
    <message>
        <source>This message is not on the server, so what is missing of it can&apos;t be fetched.</source>
        <translation>Diese Nachricht liegt nicht auf dem Server, sodass sich nicht abrufen lässt, was von ihr fehlt.</translation>
    </message>
    <message>
        <source>The server did not send this message.</source>
        <translation>Der Server hat diese Nachricht nicht gesendet.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SessionText</name>
    <message>
        <source>This program has no support for the account&apos;s protocol “%1”.</source>
        <translation>Dieses Programm unterstützt das Protokoll „%1“ des Kontos nicht.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SettingsSearch</name>
    <message>
        <source>No such setting</source>
        <translation>Keine solche Einstellung</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>settings found</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>Turnstone::ShortcutList</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Page through the message, then on to the next unread one</source>
        <translation>Durch die Nachricht blättern, dann zur nächsten ungelesenen</translation>
    </message>
</context>
<context>
    <name>Turnstone::SmtpError</name>
    <message>
        <source>The server sent a line without end, which no mail server does; the connection was given up.</source>
        <translation>Der Server hat eine Zeile ohne Ende gesendet, wie es kein Mailserver tut; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server&apos;s answer has no end; the connection was given up.</source>
        <translation>Die Antwort des Servers hat kein Ende; die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The server does not speak SMTP here. Check the server&apos;s name and the port.</source>
        <translation>Der Server spricht hier kein SMTP. Bitte Servername und Port prüfen.</translation>
    </message>
    <message>
        <source>The server ended the connection. It said: %1</source>
        <translation>Der Server hat die Verbindung beendet. Er sagte: %1</translation>
    </message>
    <message>
        <source>The outgoing server does not serve this computer now. It said: %1</source>
        <translation>Der Postausgangsserver bedient diesen Computer jetzt nicht. Er sagte: %1</translation>
    </message>
    <message>
        <source>The server does not encrypt this connection (STARTTLS), so nothing was sent. Choose TLS with port 465 in the account&apos;s settings.</source>
        <translation>Der Server verschlüsselt diese Verbindung nicht (STARTTLS), daher wurde nichts gesendet. In den Einstellungen des Kontos lässt sich TLS mit Port 465 wählen.</translation>
    </message>
    <message>
        <source>The outgoing server can&apos;t check the password at the moment. It will be tried again later. It said: %1</source>
        <translation>Der Postausgangsserver kann das Passwort gerade nicht prüfen. Es wird später erneut versucht. Er sagte: %1</translation>
    </message>
    <message>
        <source>The outgoing server refused the user name or the password. It said: %1</source>
        <translation>Der Postausgangsserver hat den Benutzernamen oder das Passwort abgelehnt. Er sagte: %1</translation>
    </message>
    <message>
        <source>The outgoing server offers no way to sign in that this program knows.</source>
        <translation>Der Postausgangsserver bietet keine Art der Anmeldung an, die dieses Programm kennt.</translation>
    </message>
    <message>
        <source>This message has %1, and the server takes at most %2. Send less at once, or make its attachments smaller.</source>
        <translation>Diese Nachricht hat %1, und der Server nimmt höchstens %2 an. Bitte weniger auf einmal senden oder die Anhänge verkleinern.</translation>
    </message>
    <message>
        <source>“%1” is no address that mail can be sent to.</source>
        <translation>„%1“ ist keine Adresse, an die sich E-Mail senden lässt.</translation>
    </message>
    <message>
        <source>The server can&apos;t send messages whose header has letters beyond ASCII unencoded (SMTPUTF8).</source>
        <translation>Der Server kann keine Nachrichten senden, deren Kopf unkodierte Zeichen außerhalb von ASCII enthält (SMTPUTF8).</translation>
    </message>
    <message>
        <source>The server can&apos;t send to “%1”: it takes no letters beyond ASCII before the “@” (SMTPUTF8).</source>
        <translation>Der Server kann nicht an „%1“ senden: Vor dem „@“ nimmt er nur ASCII-Zeichen an (SMTPUTF8).</translation>
    </message>
    <message>
        <source>The server takes no message with 8-bit text (8BITMIME), as this one is.</source>
        <translation>Der Server nimmt keine Nachricht mit 8-Bit-Text an (8BITMIME), wie es diese ist.</translation>
    </message>
    <message>
        <source>This message has no recipients.</source>
        <translation>Diese Nachricht hat keine Empfänger.</translation>
    </message>
    <message>
        <source>The connection was lost before the server said whether it took this message. It may have been sent. It is not sent again by itself.</source>
        <translation>Die Verbindung brach ab, bevor der Server sagte, ob er diese Nachricht angenommen hat. Sie kann gesendet worden sein. Von selbst wird sie nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>There is no such mailbox.</source>
        <translation>Dieses Postfach gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such mail domain.</source>
        <translation>Diese E-Mail-Domain gibt es nicht.</translation>
    </message>
    <message>
        <source>The address isn&apos;t written as one must be.</source>
        <translation>Die Adresse ist nicht richtig geschrieben.</translation>
    </message>
    <message>
        <source>The mailbox has moved, and nobody said where.</source>
        <translation>Das Postfach ist umgezogen, wohin ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The sender&apos;s address isn&apos;t written as one must be.</source>
        <translation>Die Adresse des Absenders ist nicht richtig geschrieben.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t believe the sender&apos;s address.</source>
        <translation>Der Server glaubt die Adresse des Absenders nicht.</translation>
    </message>
    <message>
        <source>This domain takes no mail.</source>
        <translation>Diese Domain nimmt keine E-Mail an.</translation>
    </message>
    <message>
        <source>There is a problem with the mailbox.</source>
        <translation>Mit dem Postfach gibt es ein Problem.</translation>
    </message>
    <message>
        <source>The mailbox is closed.</source>
        <translation>Das Postfach ist geschlossen.</translation>
    </message>
    <message>
        <source>The mailbox is full.</source>
        <translation>Das Postfach ist voll.</translation>
    </message>
    <message>
        <source>The message is larger than the mailbox takes.</source>
        <translation>Die Nachricht ist größer, als das Postfach annimmt.</translation>
    </message>
    <message>
        <source>The mail system has no room left.</source>
        <translation>Der Mailserver hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The mail system takes no messages at the moment.</source>
        <translation>Der Mailserver nimmt zurzeit keine Nachrichten an.</translation>
    </message>
    <message>
        <source>The message is larger than the server takes.</source>
        <translation>Die Nachricht ist größer, als der Server annimmt.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server doesn&apos;t answer.</source>
        <translation>Der Server des Empfängers antwortet nicht.</translation>
    </message>
    <message>
        <source>The server knows no way to the recipient.</source>
        <translation>Der Server kennt keinen Weg zum Empfänger.</translation>
    </message>
    <message>
        <source>These are more recipients than the server takes at once.</source>
        <translation>Das sind mehr Empfänger, als der Server auf einmal annimmt.</translation>
    </message>
    <message>
        <source>The address has letters that the recipient&apos;s server can&apos;t read.</source>
        <translation>Die Adresse enthält Zeichen, die der Server des Empfängers nicht lesen kann.</translation>
    </message>
    <message>
        <source>The server refuses this by its rules.</source>
        <translation>Der Server lehnt das nach seinen Regeln ab.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t allow this to be sent there.</source>
        <translation>Der Server erlaubt nicht, das dorthin zu senden.</translation>
    </message>
    <message>
        <source>The sender&apos;s domain couldn&apos;t be verified.</source>
        <translation>Die Domain des Absenders konnte nicht bestätigt werden.</translation>
    </message>
    <message>
        <source>The sender&apos;s domain doesn&apos;t allow this server to send for it.</source>
        <translation>Die Domain des Absenders erlaubt diesem Server nicht, für sie zu senden.</translation>
    </message>
    <message>
        <source>Too much mail was sent in a short time.</source>
        <translation>In kurzer Zeit wurde zu viel gesendet.</translation>
    </message>
    <message>
        <source>This account isn&apos;t allowed to send from this address.</source>
        <translation>Dieses Konto darf nicht von dieser Adresse senden.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t take this now.</source>
        <translation>Der Server nimmt das jetzt nicht an.</translation>
    </message>
    <message>
        <source>The server refuses this.</source>
        <translation>Der Server lehnt das ab.</translation>
    </message>
    <message>
        <source>%1 The server said: %2</source>
        <extracomment>%1: a whole sentence of ours; %2: the server&apos;s own words</extracomment>
        <translation>%1 Der Server sagte: %2</translation>
    </message>
</context>
<context>
    <name>Turnstone::SpellCheck</name>
    <message>
        <source>&amp;No Spell Checking</source>
        <translation>&amp;Keine Rechtschreibprüfung</translation>
    </message>
    <message>
        <source>&amp;Add “%1” to My Words</source>
        <translation>„%1“ zu eigenen Wörtern &amp;hinzufügen</translation>
    </message>
</context>
<context>
    <name>Turnstone::StatusArea</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>account, activity</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Getting mail…</source>
        <translation>Nachrichten werden abgerufen…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>A password is needed.</source>
        <translation>Ein Passwort wird benötigt.</translation>
    </message>
    <message>
        <source>Mail could not be collected.</source>
        <translation>Nachrichten ließen sich nicht abrufen.</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>Noch kein Konto</translation>
    </message>
    <message>
        <source>Offline. What is on this computer can be read; changes wait for the server.</source>
        <translation>Offline. Was auf diesem Computer liegt, lässt sich lesen; Änderungen warten auf den Server.</translation>
    </message>
    <message>
        <source>Up to date. Last checked: %1</source>
        <comment>time or day</comment>
        <translation>Auf dem neuesten Stand. Zuletzt geprüft: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes waiting</source>
        <translation>
            <numerusform>%Ln Änderung wartet</numerusform>
            <numerusform>%Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Try Now</source>
        <comment>to reach the mail server</comment>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Try to reach the mail servers now</source>
        <translation>Jetzt versuchen, die Mailserver zu erreichen</translation>
    </message>
    <message>
        <source>Offline – will try again at %1</source>
        <comment>time of day</comment>
        <translation>Offline – nächster Versuch um %1</translation>
    </message>
</context>
<context>
    <name>Turnstone::Store</name>
    <message>
        <source>The folder “%1” can&apos;t be written. Check its permissions.</source>
        <translation>In den Ordner „%1“ lässt sich nicht schreiben. Prüfen Sie seine Rechte.</translation>
    </message>
    <message>
        <source>There is no mail in “%1” yet.</source>
        <translation>In „%1“ gibt es noch keine Nachrichten.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SubscriptionsDialog</name>
    <message>
        <source>The server has told of no folders yet.</source>
        <translation>Der Server hat noch keine Ordner genannt.</translation>
    </message>
    <message>
        <source>No folder is called so.</source>
        <translation>Kein Ordner heißt so.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchDocument</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>On both sides</source>
        <translation>Auf beiden Seiten</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>Nur hier</translation>
    </message>
    <message>
        <source>Only on the server</source>
        <translation>Nur auf dem Server</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Uploaded</source>
        <translation>Hochgeladen</translation>
    </message>
    <message>
        <source>Brought here</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>Kept here</source>
        <translation>Hier behalten</translation>
    </message>
    <message>
        <source>Size of what was uploaded</source>
        <translation>Größe des Hochgeladenen</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>No room</source>
        <translation>Kein Platz</translation>
    </message>
    <message>
        <source>To be filed</source>
        <translation>Einzuordnen</translation>
    </message>
    <message>
        <source>To fetch</source>
        <translation>Zu holen</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Wahl</translation>
    </message>
    <message>
        <source>Size of what is only here</source>
        <translation>Größe dessen, was nur hier ist</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>no room</source>
        <translation>kein Platz</translation>
    </message>
    <message>
        <source>not taken as it is</source>
        <translation>nicht unverändert angenommen</translation>
    </message>
    <message>
        <source>no longer on the server</source>
        <translation>nicht mehr auf dem Server</translation>
    </message>
    <message>
        <source>deleted here</source>
        <translation>hier gelöscht</translation>
    </message>
    <message>
        <source>not here as a whole</source>
        <translation>nicht vollständig hier</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>seitdem geändert</translation>
    </message>
    <message>
        <source>not taken back</source>
        <translation>nicht zurückgenommen</translation>
    </message>
    <message>
        <source>waiting change</source>
        <translation>wartende Änderung</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 zu %2</translation>
    </message>
    <message>
        <source>Begun: %1. State: %2. Compared byte by byte or by header: %L3.</source>
        <translation>Begonnen: %1. Stand: %2. Byte für Byte oder nach Kopfzeilen verglichen: %L3.</translation>
    </message>
    <message>
        <source>It can be undone until %1.</source>
        <translation>Kann bis %1 rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht abgeschlossen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>being undone</source>
        <translation>wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>done for good</source>
        <translation>endgültig abgeschlossen</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>folder stays</source>
        <translation>Ordner bleibt</translation>
    </message>
    <message>
        <source>folder not made</source>
        <translation>Ordner nicht angelegt</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>Junk</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>All Mail</source>
        <translation>Alle Nachrichten</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source> › </source>
        <comment>between the levels of a folder</comment>
        <translation> › </translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchExceptionModel</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchFolderModel</name>
    <message>
        <source>On the server it would be made as “%1”.</source>
        <translation>Auf dem Server würde er als „%1“ angelegt.</translation>
    </message>
    <message>
        <source>%1: none</source>
        <translation>%1: keine</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Here and on the server: nothing has to be transferred</source>
        <translation>Hier und auf dem Server: Nichts muss übertragen werden</translation>
    </message>
    <message>
        <source>On both</source>
        <translation>Auf beiden</translation>
    </message>
    <message>
        <source>On this computer and not on the server</source>
        <translation>Auf diesem Computer und nicht auf dem Server</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>Nur hier</translation>
    </message>
    <message>
        <source>On the server and not on this computer</source>
        <translation>Auf dem Server und nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Only on the server</source>
        <translation>Nur auf dem Server</translation>
    </message>
    <message>
        <source>Alike, and not surely the same: stays here as it is</source>
        <translation>Ähnlich, aber nicht sicher dieselbe: bleibt hier, wie sie ist</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Larger than what the server takes: stays here</source>
        <translation>Größer, als der Server annimmt: bleibt hier</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>The server has no room for it: stays here</source>
        <translation>Auf dem Server ist kein Platz dafür: bleibt hier</translation>
    </message>
    <message>
        <source>No room</source>
        <translation>Kein Platz</translation>
    </message>
    <message>
        <source>On both, and filed in different folders</source>
        <translation>Auf beiden, und in verschiedenen Ordnern abgelegt</translation>
    </message>
    <message>
        <source>To be filed</source>
        <translation>Abzulegen</translation>
    </message>
    <message>
        <source>Not on this computer as a whole yet</source>
        <translation>Noch nicht ganz auf diesem Computer</translation>
    </message>
    <message>
        <source>To be fetched</source>
        <translation>Abzuholen</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was geschieht</translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchGuide</name>
    <message>
        <source>%1: Change to %2</source>
        <translation>%1: Umstellung auf %2</translation>
    </message>
    <message>
        <source>It is tried again by itself, at %1.</source>
        <translation>Es wird von selbst wieder versucht, um %1.</translation>
    </message>
    <message>
        <source>Pass&amp;word at %1:</source>
        <translation>Pass&amp;wort bei %1:</translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation>Angehalten. %1</translation>
    </message>
    <message>
        <source>%L1 of %L2 messages</source>
        <translation>%L1 von %L2 Nachrichten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The last change of this account, from %1 to %2.</source>
        <translation>Die letzte Umstellung dieses Kontos, von %1 auf %2.</translation>
    </message>
    <message>
        <source>%1: How It Reads Mail</source>
        <translation>%1: Wie es Nachrichten empfängt</translation>
    </message>
    <message>
        <source>Change of protocol</source>
        <translation>Umstellung des Protokolls</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Web page (*.html);;Table (*.csv)</source>
        <translation>Webseite (*.html);;Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>“%1” could not be saved: %2.</source>
        <translation>„%1“ konnte nicht gespeichert werden: %2.</translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Give this change up?</source>
        <translation>Diese Umstellung aufgeben?</translation>
    </message>
    <message>
        <source>All mail that has arrived since stays. What the change put on the server, and nobody has altered since, is taken off it again.</source>
        <translation>Alle Nachrichten, die seither gekommen sind, bleiben. Was die Umstellung auf den Server gelegt hat und seither niemand geändert hat, wird wieder von ihm genommen.</translation>
    </message>
    <message>
        <source>The account stays as it is. What was put on the server so far is taken off it again.</source>
        <translation>Das Konto bleibt, wie es ist. Was bisher auf den Server gelegt wurde, wird wieder von ihm genommen.</translation>
    </message>
    <message>
        <source>&amp;Give Up</source>
        <translation>&amp;Aufgeben</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Change to %1</source>
        <translation>Auf %1 &amp;umstellen</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Give Up…</source>
        <translation>&amp;Aufgeben…</translation>
    </message>
    <message>
        <source>Turnstone signs in at the %1 server and compares what is there with what is on this computer. Until you have seen what would be done and agreed, nothing is changed.</source>
        <translation>Turnstone meldet sich beim %1-Server an und vergleicht, was dort ist, mit dem, was auf diesem Computer ist. Solange Sie nicht gesehen haben, was geschehen würde, und zugestimmt haben, wird nichts geändert.</translation>
    </message>
    <message>
        <source>The name of the incoming server is missing.</source>
        <translation>Der Name des Posteingangsservers fehlt.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>Exceptions (%L1)</source>
        <translation>Ausnahmen (%L1)</translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln message(s) that were deleted here, and that the server still has, into its &amp;Trash</source>
        <translation>
            <numerusform>%Ln Nachricht, die hier gelöscht wurde und noch auf dem Server ist, dort in den &amp;Papierkorb legen</numerusform>
            <numerusform>%Ln Nachrichten, die hier gelöscht wurden und noch auf dem Server sind, dort in den &amp;Papierkorb legen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are here and on the server: they are recognised, and nothing is transferred.</source>
        <translation>
            <numerusform>%Ln Nachricht ist hier und auf dem Server: Sie wird wiedererkannt, und nichts wird übertragen.</numerusform>
            <numerusform>%Ln Nachrichten sind hier und auf dem Server: Sie werden wiedererkannt, und nichts wird übertragen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that are only here would be put on the server: %1.</source>
        <translation>
            <numerusform>%Ln Nachricht, die nur hier ist, würde auf den Server gelegt: %1.</numerusform>
            <numerusform>%Ln Nachrichten, die nur hier sind, würden auf den Server gelegt: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) stay on this computer only.</source>
        <translation>
            <numerusform>%Ln Nachricht bleibt nur auf diesem Computer.</numerusform>
            <numerusform>%Ln Nachrichten bleiben nur auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that are only on the server will be shown here too.</source>
        <translation>
            <numerusform>%Ln Nachricht, die nur auf dem Server ist, wird auch hier gezeigt.</numerusform>
            <numerusform>%Ln Nachrichten, die nur auf dem Server sind, werden auch hier gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server has room for %1 more.</source>
        <translation>Auf dem Server ist noch Platz für %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are brought to this computer as a whole first: %1.</source>
        <translation>
            <numerusform>%Ln Nachricht wird zuerst ganz auf diesen Computer geholt: %1.</numerusform>
            <numerusform>%Ln Nachrichten werden zuerst ganz auf diesen Computer geholt: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing on the server changes. Only the Inbox goes on receiving.</source>
        <translation>Auf dem Server ändert sich nichts. Nur der Posteingang empfängt weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) of yours that wait are sent to the new server.</source>
        <translation>
            <numerusform>%Ln Änderung, die noch wartet, wird an den neuen Server gesendet.</numerusform>
            <numerusform>%Ln Änderungen, die noch warten, werden an den neuen Server gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %Ln minute(s).</source>
        <translation>
            <numerusform>Das dauert etwa %Ln Minute.</numerusform>
            <numerusform>Das dauert etwa %Ln Minuten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln folder(s) are shown; what is saved has all.</source>
        <translation>
            <numerusform>Nur %Ln Ordner wird gezeigt; was gespeichert wird, enthält alle.</numerusform>
            <numerusform>Die ersten %Ln Ordner werden gezeigt; was gespeichert wird, enthält alle.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep for Good</source>
        <translation>Endgültig behalten</translation>
    </message>
    <message>
        <source>Keep %1 for good?</source>
        <translation>%1 endgültig behalten?</translation>
    </message>
    <message>
        <source>&amp;Keep for Good</source>
        <translation>&amp;Endgültig behalten</translation>
    </message>
    <message>
        <source>You can close this window and go on reading mail. The change goes on, and the account&apos;s settings lead back here.</source>
        <translation>Sie können dieses Fenster schließen und weiter Nachrichten lesen. Die Umstellung geht weiter, und die Einstellungen des Kontos führen hierher zurück.</translation>
    </message>
    <message>
        <source>Nothing is lost: it goes on from here whenever you continue.</source>
        <translation>Nichts ist verloren: Sobald Sie fortfahren, geht es von hier aus weiter.</translation>
    </message>
    <message>
        <source>Undo the Change</source>
        <translation>Umstellung rückgängig machen</translation>
    </message>
    <message>
        <source>Undo the change and go back to %1?</source>
        <translation>Umstellung rückgängig machen und auf %1 zurückgehen?</translation>
    </message>
    <message>
        <source>&amp;Undo the Change</source>
        <translation>Umstellung &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Undo the Change…</source>
        <translation>Umstellung &amp;rückgängig machen…</translation>
    </message>
    <message>
        <source>Done: the account reads its mail by %1. You can undo this until %2.</source>
        <translation>Fertig: Das Konto empfängt seine Nachrichten über %1. Sie können das bis %2 rückgängig machen.</translation>
    </message>
    <message numerus="yes">
        <source>Undone: the account reads its mail by %1 again. %Ln message(s) were taken off the server again.</source>
        <translation>
            <numerusform>Rückgängig gemacht: Das Konto empfängt seine Nachrichten wieder über %1. %Ln Nachricht wurde wieder vom Server genommen.</numerusform>
            <numerusform>Rückgängig gemacht: Das Konto empfängt seine Nachrichten wieder über %1. %Ln Nachrichten wurden wieder vom Server genommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Then this change can&apos;t be undone any more. The copy of the account&apos;s mail that was made before it is deleted from this computer; your mail stays as it is.</source>
        <translation>Dann kann diese Umstellung nicht mehr rückgängig gemacht werden. Die Kopie der E-Mails des Kontos, die davor gemacht wurde, wird von diesem Computer gelöscht; Ihre E-Mails bleiben, wie sie sind.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) would be made on the server.</source>
        <translation>
            <numerusform>%Ln Ordner würde auf dem Server angelegt.</numerusform>
            <numerusform>%Ln Ordner würden auf dem Server angelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server in use could not be asked for what has come since: %1</source>
        <translation>Der jetzige Server ließ sich nicht fragen, was inzwischen gekommen ist: %1</translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchText</name>
    <message>
        <source>This account reads its mail in that way already.</source>
        <translation>Dieses Konto liest seine Nachrichten schon auf diese Weise.</translation>
    </message>
    <message>
        <source>Fewer than half of the messages here are in that mailbox: it may be another one. Check server and user name, or say that it is the same.</source>
        <translation>Weniger als die Hälfte der Nachrichten hier ist in jenem Postfach: Es könnte ein anderes sein. Server und Benutzernamen prüfen, oder angeben, dass es dasselbe ist.</translation>
    </message>
    <message>
        <source>There is no change of protocol to go on with. Make a preview first.</source>
        <translation>Es gibt keinen Protokollwechsel, der fortgesetzt werden könnte. Zuerst ist eine Vorschau nötig.</translation>
    </message>
    <message>
        <source>There is no change of protocol that could be undone.</source>
        <translation>Es gibt keinen Protokollwechsel, der rückgängig gemacht werden könnte.</translation>
    </message>
    <message>
        <source>The server didn&apos;t list all of its messages. Try again later.</source>
        <translation>Der Server hat nicht alle Nachrichten aufgelistet. Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no room on the disk for the copy that is made first: %1 more are needed.</source>
        <translation>Auf der Festplatte ist kein Platz für die Kopie, die zuerst angelegt wird: Es fehlen %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) on this computer can&apos;t be read whole, so nothing was changed. “turnstonectl verify --deep” says more.</source>
        <translation>
            <numerusform>%Ln Nachricht auf diesem Computer lässt sich nicht vollständig lesen, deshalb wurde nichts geändert. „turnstonectl verify --deep“ sagt mehr.</numerusform>
            <numerusform>%Ln Nachrichten auf diesem Computer lassen sich nicht vollständig lesen, deshalb wurde nichts geändert. „turnstonectl verify --deep“ sagt mehr.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) could not be brought to this computer yet, so the account stays as it was. Try again, or leave them at the server.</source>
        <translation>
            <numerusform>%Ln Nachricht konnte noch nicht auf diesen Computer geholt werden, deshalb bleibt das Konto, wie es war. Noch einmal versuchen oder sie auf dem Server lassen.</numerusform>
            <numerusform>%Ln Nachrichten konnten noch nicht auf diesen Computer geholt werden, deshalb bleibt das Konto, wie es war. Noch einmal versuchen oder sie auf dem Server lassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Signing in at the new server</source>
        <translation>Anmelden am neuen Server</translation>
    </message>
    <message>
        <source>Looking for new mail once more</source>
        <translation>Noch einmal nach neuen Nachrichten sehen</translation>
    </message>
    <message>
        <source>Listing “%1”</source>
        <translation>„%1“ wird aufgelistet</translation>
    </message>
    <message>
        <source>Comparing the messages of both sides</source>
        <translation>Die Nachrichten beider Seiten werden verglichen</translation>
    </message>
    <message>
        <source>Making a copy of what is here</source>
        <translation>Eine Kopie des hiesigen Bestands wird angelegt</translation>
    </message>
    <message>
        <source>Uploading “%1”</source>
        <translation>„%1“ wird hochgeladen</translation>
    </message>
    <message>
        <source>Bringing messages to this computer</source>
        <translation>Nachrichten werden auf diesen Computer geholt</translation>
    </message>
    <message>
        <source>Checking what is on this computer</source>
        <translation>Der Bestand auf diesem Computer wird geprüft</translation>
    </message>
    <message>
        <source>Checking what was uploaded</source>
        <translation>Hochgeladenes wird geprüft</translation>
    </message>
    <message>
        <source>Changing the account</source>
        <translation>Das Konto wird umgestellt</translation>
    </message>
    <message>
        <source>Taking back what was uploaded</source>
        <translation>Hochgeladenes wird zurückgenommen</translation>
    </message>
    <message>
        <source>Something like it is on the server, but not surely the same message.</source>
        <translation>Etwas Ähnliches ist auf dem Server, aber nicht sicher dieselbe Nachricht.</translation>
    </message>
    <message>
        <source>It is larger than what the server takes.</source>
        <translation>Sie ist größer, als der Server annimmt.</translation>
    </message>
    <message>
        <source>There is no room for it on the server.</source>
        <translation>Auf dem Server ist kein Platz für sie.</translation>
    </message>
    <message>
        <source>The server doesn&apos;t take it as it is, so it stays on this computer.</source>
        <translation>Der Server nimmt sie nicht so an, wie sie ist, deshalb bleibt sie auf diesem Computer.</translation>
    </message>
    <message>
        <source>The server changed its bytes, and can&apos;t delete it alone. The message here is as it was.</source>
        <translation>Der Server hat ihre Bytes geändert und kann sie nicht einzeln löschen. Die Nachricht hier ist, wie sie war.</translation>
    </message>
    <message>
        <source>It isn&apos;t in the mailbox any more, so it isn&apos;t put back into its Inbox.</source>
        <translation>Sie ist nicht mehr im Postfach, deshalb kommt sie nicht in dessen Posteingang zurück.</translation>
    </message>
    <message>
        <source>Deleted on this computer, and still on the server.</source>
        <translation>Auf diesem Computer gelöscht und noch auf dem Server.</translation>
    </message>
    <message>
        <source>It isn&apos;t here as a whole, so it can&apos;t be uploaded.</source>
        <translation>Sie ist nicht vollständig hier und lässt sich deshalb nicht hochladen.</translation>
    </message>
    <message>
        <source>A change that couldn&apos;t be sent yet; it is sent to the new server.</source>
        <translation>Eine Änderung, die noch nicht gesendet werden konnte; sie geht an den neuen Server.</translation>
    </message>
    <message>
        <source>The server took it, and doesn&apos;t show it.</source>
        <translation>Der Server hat sie angenommen und zeigt sie nicht.</translation>
    </message>
    <message>
        <source>It was changed on the server since it was uploaded, so it stays there too.</source>
        <translation>Sie wurde auf dem Server geändert, seit sie hochgeladen wurde, deshalb bleibt sie auch dort.</translation>
    </message>
    <message>
        <source>The server can&apos;t delete one message and no other, so what was uploaded stays there.</source>
        <translation>Der Server kann nicht eine Nachricht allein löschen, deshalb bleibt Hochgeladenes dort.</translation>
    </message>
    <message>
        <source>What isn&apos;t in the server&apos;s Inbox any more was fetched or deleted there, and isn&apos;t put back unless you say so.</source>
        <translation>Was nicht mehr im Posteingang des Servers ist, wurde dort abgeholt oder gelöscht und kommt nur auf Wunsch dorthin zurück.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that were on this computer before aren&apos;t here as they were, so the account stays as it is. The copy that was made before has them.</source>
        <translation>
            <numerusform>%Ln Nachricht, die vorher auf diesem Computer war, ist nicht mehr so da, wie sie war; das Konto bleibt daher, wie es ist. In der Kopie von vorher ist sie enthalten.</numerusform>
            <numerusform>%Ln Nachrichten, die vorher auf diesem Computer waren, sind nicht mehr so da, wie sie waren; das Konto bleibt daher, wie es ist. In der Kopie von vorher sind sie enthalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no copy from before a change of protocol.</source>
        <translation>Es gibt keine Kopie von vor einer Umstellung.</translation>
    </message>
    <message>
        <source>“%1” isn&apos;t an empty folder. Name one that is, or isn&apos;t there yet.</source>
        <translation>„%1“ ist kein leerer Ordner. Nennen Sie einen leeren oder einen, den es noch nicht gibt.</translation>
    </message>
    <message>
        <source>It was made for the change and stays on the server, because there is something in it.</source>
        <translation>Er wurde für die Umstellung angelegt und bleibt auf dem Server, weil etwas darin ist.</translation>
    </message>
    <message>
        <source>It was made for the change and stays on the server, which didn&apos;t remove it.</source>
        <translation>Er wurde für die Umstellung angelegt und bleibt auf dem Server, der ihn nicht entfernt hat.</translation>
    </message>
    <message>
        <source>The server makes no folder of this name, so it and its mail stay on this computer.</source>
        <translation>Der Server legt keinen Ordner mit diesem Namen an; er und seine Mails bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Not all that the server has in it has been listed yet.</source>
        <translation>Was der Server darin hat, ist noch nicht vollständig aufgelistet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) could not be listed to the end yet, so the account stays as it was. Try again, or leave them at the server.</source>
        <translation>
            <numerusform>%Ln Ordner konnte noch nicht vollständig aufgelistet werden; das Konto bleibt deshalb, wie es war. Später noch einmal versuchen oder den Ordner auf dem Server lassen.</numerusform>
            <numerusform>%Ln Ordner konnten noch nicht vollständig aufgelistet werden; das Konto bleibt deshalb, wie es war. Später noch einmal versuchen oder die Ordner auf dem Server lassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchWords</name>
    <message>
        <source>Put it on the server</source>
        <translation>Auf den Server legen</translation>
    </message>
    <message>
        <source>Keep it on this computer</source>
        <translation>Auf diesem Computer behalten</translation>
    </message>
    <message>
        <source>Bring it here as a whole</source>
        <translation>Ganz hierher holen</translation>
    </message>
    <message>
        <source>Leave it at the server</source>
        <translation>Auf dem Server lassen</translation>
    </message>
    <message>
        <source>%L1 (%2)</source>
        <extracomment>How many messages, and their size: &quot;12 (3.4 MB)&quot;</extracomment>
        <translation>%L1 (%2)</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>getting mail once more</source>
        <translation>Nachrichten noch einmal abholen</translation>
    </message>
    <message>
        <source>listing what is on the server</source>
        <translation>Auflisten, was auf dem Server ist</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>the preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>making a copy of what is here</source>
        <translation>Sichern, was hier ist</translation>
    </message>
    <message>
        <source>transferring messages</source>
        <translation>Nachrichten übertragen</translation>
    </message>
    <message>
        <source>checking that nothing is missing</source>
        <translation>Prüfen, dass nichts fehlt</translation>
    </message>
    <message>
        <source>changing the account</source>
        <translation>Konto umstellen</translation>
    </message>
    <message>
        <source>the report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>Undoing the change</source>
        <translation>Umstellung wird rückgängig gemacht</translation>
    </message>
</context>
<context>
    <name>Turnstone::SwitchWriter</name>
    <message>
        <source>The account&apos;s settings were changed meanwhile. Try again.</source>
        <translation>Die Einstellungen des Kontos wurden inzwischen geändert. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>A change of this account&apos;s protocol is under way. Finish or undo it first.</source>
        <translation>Ein Protokollwechsel dieses Kontos ist im Gange. Zuerst ist er abzuschließen oder rückgängig zu machen.</translation>
    </message>
</context>
<context>
    <name>Turnstone::SyncRunner</name>
    <message>
        <source>Reading the list of folders</source>
        <translation>Die Ordnerliste wird gelesen</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 messages</source>
        <translation>%1: %L2 von %L3 Nachrichten</translation>
    </message>
    <message>
        <source>%1: looking for new messages</source>
        <translation>%1: neue Nachrichten werden gesucht</translation>
    </message>
    <message>
        <source>This account reads its mail from another server now.</source>
        <translation>Dieses Konto liest seine Nachrichten jetzt von einem anderen Server.</translation>
    </message>
</context>
<context>
    <name>Turnstone::TagNames</name>
    <message>
        <source>Important</source>
        <translation>Wichtig</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Personal</source>
        <translation>Persönlich</translation>
    </message>
    <message>
        <source>To Do</source>
        <translation>Zu erledigen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Phishing</source>
        <translation>Phishing</translation>
    </message>
</context>
<context>
    <name>Turnstone::TextHtmlView</name>
    <message>
        <source>Copy Link Address</source>
        <translation>Linkadresse kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
</context>
<context>
    <name>Turnstone::UndoText</name>
    <message>
        <source>Undo: %1</source>
        <extracomment>In the Edit menu; %1 is what was done, such as &quot;Move 3 Messages&quot;.</extracomment>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <extracomment>In the Edit menu; %1 is what was undone, such as &quot;Move 3 Messages&quot;.</extracomment>
        <translation>Wiederholen: %1</translation>
    </message>
    <message numerus="yes">
        <source>Mark %n Message(s)</source>
        <translation>
            <numerusform>%n Nachricht markieren</numerusform>
            <numerusform>%n Nachrichten markieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n Message(s)</source>
        <translation>
            <numerusform>%n Nachricht verschieben</numerusform>
            <numerusform>%n Nachrichten verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n Message(s)</source>
        <translation>
            <numerusform>%n Nachricht kopieren</numerusform>
            <numerusform>%n Nachrichten kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Archive %n Message(s)</source>
        <translation>
            <numerusform>%n Nachricht archivieren</numerusform>
            <numerusform>%n Nachrichten archivieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n Message(s) as Junk</source>
        <translation>
            <numerusform>%n Nachricht als Junk markieren</numerusform>
            <numerusform>%n Nachrichten als Junk markieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n Message(s) as Not Junk</source>
        <translation>
            <numerusform>%n Nachricht als kein Junk markieren</numerusform>
            <numerusform>%n Nachrichten als kein Junk markieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Message(s)</source>
        <translation>
            <numerusform>%n Nachricht löschen</numerusform>
            <numerusform>%n Nachrichten löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Message(s) for Good</source>
        <translation>
            <numerusform>%n Nachricht endgültig löschen</numerusform>
            <numerusform>%n Nachrichten endgültig löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Create Folder</source>
        <translation>Ordner anlegen</translation>
    </message>
    <message>
        <source>Rename Folder</source>
        <translation>Ordner umbenennen</translation>
    </message>
    <message>
        <source>Move Folder</source>
        <translation>Ordner verschieben</translation>
    </message>
    <message>
        <source>Delete Folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Subscribe to Folder</source>
        <translation>Ordner abonnieren</translation>
    </message>
    <message>
        <source>Unsubscribe from Folder</source>
        <translation>Ordner nicht mehr abonnieren</translation>
    </message>
    <message>
        <source>Copy Folder</source>
        <translation>Ordner kopieren</translation>
    </message>
</context>
<context>
    <name>Turnstone::ValuesTable</name>
    <message>
        <source>Kind of %1</source>
        <translation>Art: %1</translation>
    </message>
    <message>
        <source>Marked: mail goes to this address first.</source>
        <extracomment>What the mark beside a mail address is for.</extracomment>
        <translation>Markiert: An diese Adresse geht Post zuerst.</translation>
    </message>
</context>
<context>
    <name>Turnstone::Verification</name>
    <message>
        <source>“%1” is damaged: %2.</source>
        <translation>„%1“ ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>“%1”: a row of %2 names one that is gone.</source>
        <translation>„%1“: Eine Zeile in %2 verweist auf eine, die es nicht mehr gibt.</translation>
    </message>
    <message>
        <source>The counters of the folder “%1” are wrong.</source>
        <translation>Die Zähler des Ordners „%1“ sind falsch.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are marked wrongly as being on the server.</source>
        <translation>
            <numerusform>%n Nachricht ist fälschlich als auf dem Server liegend vermerkt.</numerusform>
            <numerusform>%n Nachrichten sind fälschlich als auf dem Server liegend vermerkt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) of the server lead to a wrong message.</source>
        <translation>
            <numerusform>%n Schlüssel des Servers führt zu einer falschen Nachricht.</numerusform>
            <numerusform>%n Schlüssel des Servers führen zu einer falschen Nachricht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Account “%1”: the content of message %2 is damaged.</source>
        <translation>Konto „%1“: Der Inhalt der Nachricht %2 ist beschädigt.</translation>
    </message>
    <message>
        <source>Account “%1”: the content of message %2 is missing.</source>
        <translation>Konto „%1“: Der Inhalt der Nachricht %2 fehlt.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are in no folder.</source>
        <translation>
            <numerusform>%n Nachricht liegt in keinem Ordner.</numerusform>
            <numerusform>%n Nachrichten liegen in keinem Ordner.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) of messages say something else of what is here than the message.</source>
        <translation>
            <numerusform>%n Platz einer Nachricht sagt etwas anderes darüber, was hier ist, als die Nachricht.</numerusform>
            <numerusform>%n Plätze von Nachrichten sagen etwas anderes darüber, was hier ist, als die Nachricht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Turnstone::WindowActions</name>
    <message>
        <source>&amp;Get Mail</source>
        <translation>Nachrichten ab&amp;rufen</translation>
    </message>
    <message>
        <source>Get mail for the open account</source>
        <translation>Nachrichten des geöffneten Kontos abrufen</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Work &amp;Offline</source>
        <translation>&amp;Offline arbeiten</translation>
    </message>
    <message>
        <source>Work offline: nothing is fetched or sent until this is off</source>
        <translation>Offline arbeiten: Nichts wird abgerufen oder gesendet, bis dies ausgeschaltet ist</translation>
    </message>
    <message>
        <source>&amp;Add Account…</source>
        <translation>&amp;Konto hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Save All Attachments…</source>
        <translation>Alle Anhänge &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find in Message…</source>
        <translation>In Nachricht &amp;suchen…</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>&amp;Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>&amp;Vorherige Fundstelle</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Three Columns</source>
        <translation>&amp;Drei Spalten</translation>
    </message>
    <message>
        <source>&amp;List above Message</source>
        <translation>&amp;Liste über Nachricht</translation>
    </message>
    <message>
        <source>Show &amp;Preview Line</source>
        <translation>&amp;Vorschauzeile anzeigen</translation>
    </message>
    <message>
        <source>&amp;Group by Date</source>
        <translation>Nach Datum &amp;gruppieren</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>&amp;Normale Größe</translation>
    </message>
    <message>
        <source>All &amp;Headers</source>
        <translation>Alle &amp;Kopfzeilen</translation>
    </message>
    <message>
        <source>Plain Te&amp;xt</source>
        <translation>Reiner Te&amp;xt</translation>
    </message>
    <message>
        <source>&amp;Full Screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Next Message</source>
        <translation>&amp;Nächste Nachricht</translation>
    </message>
    <message>
        <source>&amp;Previous Message</source>
        <translation>&amp;Vorherige Nachricht</translation>
    </message>
    <message>
        <source>Next &amp;Unread Message</source>
        <translation>Nächste &amp;ungelesene Nachricht</translation>
    </message>
    <message>
        <source>P&amp;revious Unread Message</source>
        <translation>Vor&amp;herige ungelesene Nachricht</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Message &amp;List</source>
        <translation>Nachrichten&amp;liste</translation>
    </message>
    <message>
        <source>Mark as &amp;Read</source>
        <translation>Als &amp;gelesen markieren</translation>
    </message>
    <message>
        <source>Mark &amp;Folder as Read</source>
        <translation>Ordner als gelesen &amp;markieren</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>&amp;Stern</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archivieren</translation>
    </message>
    <message>
        <source>Move to &amp;Junk</source>
        <translation>In den &amp;Junk-Ordner verschieben</translation>
    </message>
    <message>
        <source>&amp;Move to…</source>
        <translation>&amp;Verschieben nach…</translation>
    </message>
    <message>
        <source>&amp;Copy to…</source>
        <translation>&amp;Kopieren nach…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete for &amp;Ever…</source>
        <translation>&amp;Endgültig löschen…</translation>
    </message>
    <message>
        <source>&amp;Account Settings…</source>
        <translation>&amp;Kontoeinstellungen…</translation>
    </message>
    <message>
        <source>&amp;Changes Waiting for a Server…</source>
        <translation>Auf einen Server &amp;wartende Änderungen…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Turnstone</source>
        <translation>Ü&amp;ber Turnstone</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
    <message>
        <source>Unread &amp;Only</source>
        <translation>Nur &amp;ungelesene</translation>
    </message>
    <message>
        <source>Show unread messages only</source>
        <translation>Nur ungelesene Nachrichten anzeigen</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <source>S&amp;ender</source>
        <translation>&amp;Absender</translation>
    </message>
    <message>
        <source>&amp;Subject</source>
        <translation>&amp;Betreff</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>&amp;Unread</source>
        <translation>&amp;Ungelesen</translation>
    </message>
    <message>
        <source>S&amp;tar</source>
        <translation>&amp;Stern</translation>
    </message>
    <message>
        <source>&amp;Attachment</source>
        <translation>An&amp;hang</translation>
    </message>
    <message>
        <source>As&amp;cending</source>
        <translation>Au&amp;fsteigend</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>So&amp;rtieren nach</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>Junk</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Get Mail for A&amp;ll Accounts</source>
        <translation>Nachrichten &amp;aller Konten abrufen</translation>
    </message>
    <message>
        <source>Tool&amp;bar</source>
        <translation>&amp;Symbolleiste</translation>
    </message>
    <message>
        <source>Desce&amp;nding</source>
        <translation>Abs&amp;teigend</translation>
    </message>
    <message>
        <source>Do&amp;wnload for Offline…</source>
        <translation>Für o&amp;ffline herunterladen…</translation>
    </message>
    <message>
        <source>Remo&amp;ve from This Computer…</source>
        <translation>Von diesem Com&amp;puter entfernen…</translation>
    </message>
    <message>
        <source>Stop Downloads</source>
        <translation>Herunterladen anhalten</translation>
    </message>
    <message>
        <source>Forget what is still to be downloaded for offline</source>
        <translation>Vergessen, was noch für offline herunterzuladen ist</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Subscribed Folders Only</source>
        <translation>Nur abonnierte Ordner</translation>
    </message>
    <message>
        <source>&amp;Go to Folder…</source>
        <translation>&amp;Zu Ordner gehen…</translation>
    </message>
    <message>
        <source>Find in Folder List</source>
        <translation>In der Ordnerliste suchen</translation>
    </message>
    <message>
        <source>&amp;New Folder…</source>
        <translation>&amp;Neuer Ordner…</translation>
    </message>
    <message>
        <source>&amp;Rename Folder</source>
        <translation>Ordner &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;Move Folder…</source>
        <translation>Ordner &amp;verschieben…</translation>
    </message>
    <message>
        <source>&amp;Delete Folder…</source>
        <translation>Ordner l&amp;öschen…</translation>
    </message>
    <message>
        <source>&amp;Empty Folder…</source>
        <translation>Ordner &amp;leeren…</translation>
    </message>
    <message>
        <source>F&amp;avourite</source>
        <translation>Favor&amp;it</translation>
    </message>
    <message>
        <source>&amp;Subscribed</source>
        <translation>&amp;Abonniert</translation>
    </message>
    <message>
        <source>Su&amp;bscriptions…</source>
        <translation>A&amp;bonnements…</translation>
    </message>
    <message>
        <source>&amp;Properties…</source>
        <translation>&amp;Eigenschaften…</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Turnstone &amp;Help</source>
        <translation>&amp;Hilfe zu Turnstone</translation>
    </message>
    <message>
        <source>&amp;New Message</source>
        <translation>&amp;Neue Nachricht</translation>
    </message>
    <message>
        <source>Repl&amp;y</source>
        <translation>Antwo&amp;rten</translation>
    </message>
    <message>
        <source>Reply to A&amp;ll</source>
        <translation>Alle&amp;n antworten</translation>
    </message>
    <message>
        <source>Reply to L&amp;ist</source>
        <translation>An d&amp;ie Liste antworten</translation>
    </message>
    <message>
        <source>Reply &amp;Below the Message</source>
        <translation>&amp;Unter der Nachricht antworten</translation>
    </message>
    <message>
        <source>Answer everybody, below the message that is shown</source>
        <translation>Allen antworten, unter der angezeigten Nachricht</translation>
    </message>
    <message>
        <source>F&amp;orward</source>
        <translation>Weiterlei&amp;ten</translation>
    </message>
    <message>
        <source>Forward as A&amp;ttachment</source>
        <translation>Als An&amp;hang weiterleiten</translation>
    </message>
    <message>
        <source>Edit as &amp;New Message</source>
        <translation>Als neue Nachricht &amp;bearbeiten</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Reply All</source>
        <translation>Allen antworten</translation>
    </message>
    <message>
        <source>Pass the message on unchanged</source>
        <translation>Die Nachricht unverändert weitergeben</translation>
    </message>
    <message>
        <source>Redirect…</source>
        <translation>Umleiten…</translation>
    </message>
    <message>
        <source>Address &amp;Book</source>
        <translation>Adress&amp;buch</translation>
    </message>
    <message>
        <source>New from Te&amp;mplate</source>
        <translation>Neu aus &amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;New Tag…</source>
        <translation>&amp;Neues Schlagwort…</translation>
    </message>
    <message>
        <source>&amp;Remove All Tags</source>
        <translation>&amp;Alle Schlagwörter entfernen</translation>
    </message>
    <message>
        <source>Ta&amp;g</source>
        <translation>S&amp;chlagwort</translation>
    </message>
</context>
</TS>
