// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.courier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cmc.controller.notice.Courier;
import io.cmc.controller.notice.Courier.Undelivered;
import io.cmc.controller.notice.Notice;
import io.cmc.controller.secrecy.NoSecret;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.Secret;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Sends notices as mails by one SMTP server. The same notice has the same Message-ID each time. */
public final class Mail {

  private static final int SUBJECT = 120;

  private final Server server;
  private final SecretReader secrets;

  /** How the connection is protected. */
  public enum Protection { STARTTLS, TLS, NONE }

  /** @param user absent: nobody logs in @param password by reference */
  public record Login(String user, Secret password) {}

  /** @param from the sender's address */
  public record Server(String host, int port, Protection protection, Optional<Login> login, String from) {}

  public Mail(Server server, SecretReader secrets) {
    this.server = server;
    this.secrets = secrets;
  }

  /** @throws IllegalArgumentException when one is no address */
  public Courier to(List<String> addresses, Duration limit) {
    var recipients = addresses.stream().map(Mail::address).toArray(InternetAddress[]::new);
    var from = address(server.from());
    return notice -> send(notice, from, recipients, limit);
  }

  private static InternetAddress address(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("expected the address of a mailbox, found: " + text);
    }
  }

  private void send(Notice notice, InternetAddress from, InternetAddress[] recipients, Duration limit) {
    try {
      var mail = new Numbered(Session.getInstance(properties(limit), login()), notice.id() + "@" + server.from().replaceAll(".*@", ""));
      mail.setFrom(from);
      mail.setRecipients(RecipientType.TO, recipients);
      mail.setSubject(subject(notice), UTF_8.name());
      mail.setText(Shown.of(notice) + "\n\nMigration: " + notice.migration() + "\nNotice: " + notice.id() + "\n", UTF_8.name());
      mail.setSentDate(Date.from(notice.at()));
      Transport.send(mail);
    } catch (MessagingException e) {
      throw new Undelivered(server.host() + ":" + server.port() + " does not take it (" + e.getClass().getSimpleName() + ")");
    } catch (NoSecret e) {
      throw new Undelivered("no password: " + e.getMessage());
    }
  }

  private static String subject(Notice notice) {
    var line = Shown.of(notice);
    return line.length() <= SUBJECT ? line : line.substring(0, SUBJECT) + "...";
  }

  private Authenticator login() {
    return server.login().<Authenticator>map(l -> new Authenticator() {
      @Override protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(l.user(), secrets.read(l.password()));
      }
    }).orElse(null);
  }

  private Properties properties(Duration limit) {
    var smtp = new Properties();
    var millis = String.valueOf(limit.toMillis());
    smtp.put("mail.smtp.host", server.host());
    smtp.put("mail.smtp.port", String.valueOf(server.port()));
    smtp.put("mail.smtp.connectiontimeout", millis);
    smtp.put("mail.smtp.timeout", millis);
    smtp.put("mail.smtp.writetimeout", millis);
    smtp.put("mail.smtp.auth", String.valueOf(server.login().isPresent()));
    smtp.put("mail.smtp.starttls.required", String.valueOf(server.protection() == Protection.STARTTLS));
    smtp.put("mail.smtp.starttls.enable", String.valueOf(server.protection() == Protection.STARTTLS));
    smtp.put("mail.smtp.ssl.enable", String.valueOf(server.protection() == Protection.TLS));
    smtp.put("mail.smtp.ssl.checkserveridentity", "true");
    return smtp;
  }

  /** Mail makes another id at each attempt, unless it is kept from that. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id.replaceAll("[^A-Za-z0-9.@/_-]", "_") + ">");
    }
  }
}
