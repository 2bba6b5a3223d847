package io.amorsize.job.type.url;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a connection was protected. Immutable.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite such as {@code TLS_AES_256_GCM_SHA384}
 * @param subject whom the certificate is for
 * @param issuer who made it
 * @param validUntil when it ends, in ISO form
 * @param daysLeft whole days until then, at least 0
 */
public record TlsReport(
        String protocol, String cipherSuite, String subject, String issuer, String validUntil, long daysLeft) {

    /** The report of a session; empty if the other side showed no certificate. */
    static Optional<TlsReport> of(SSLSession session, Instant now) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                return Optional.of(new TlsReport(
                        session.getProtocol(),
                        session.getCipherSuite(),
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getIssuerX500Principal().getName(),
                        end.toString(),
                        Math.max(0, Duration.between(now, end).toDays())));
            }
            return Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
