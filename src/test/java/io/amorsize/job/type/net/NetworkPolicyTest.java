package io.amorsize.job.type.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTest {

    private static final Origin NAMED = Origin.of(URI.create("https://api.example.com/x"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1"
            })
    void aNameOpensNoSpecialAddress(String address) throws Exception {
        InetAddress special = InetAddress.ofLiteral(address);

        assertThatThrownBy(() -> policy("api.example.com,*").admit(NAMED, List.of(special)))
                .isInstanceOf(DestinationRefused.class)
                .hasMessageContaining("no public address")
                .hasMessageContaining("amorsize.jobs.http.allowed-hosts");
        String entry = special.getHostAddress();
        assertThat(policy("api.example.com," + entry).admit(NAMED, List.of(special)))
                .as("listed itself")
                .containsExactly(special);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2002:808:808::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void aNameOpensPublicAddresses(String address) throws Exception {
        InetAddress open = InetAddress.ofLiteral(address);

        assertThat(policy("api.example.com").admit(NAMED, List.of(open))).containsExactly(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.example.com      | https://api.example.com/       | 8.8.8.8     | true",
                "api.example.com      | https://API.Example.COM./      | 8.8.8.8     | true",
                "api.example.com      | http://api.example.com:8080/   | 8.8.8.8     | true",
                "api.example.com:443  | https://api.example.com/       | 8.8.8.8     | true",
                "api.example.com:443  | http://api.example.com/        | 8.8.8.8     | false",
                "api.example.com      | https://example.com/           | 8.8.8.8     | false",
                "api.example.com      | https://x.api.example.com/     | 8.8.8.8     | false",
                "api.example.com      | https://api.example.com.evil/  | 8.8.8.8     | false",
                "*.example.com        | https://api.example.com/       | 8.8.8.8     | true",
                "*.example.com        | https://a.b.example.com/       | 8.8.8.8     | true",
                "*.example.com        | https://example.com/           | 8.8.8.8     | false",
                "*.example.com        | https://badexample.com/        | 8.8.8.8     | false",
                "*.example.com:8443   | https://a.example.com:8443/    | 8.8.8.8     | true",
                "*.example.com:8443   | https://a.example.com/         | 8.8.8.8     | false",
                "*                    | https://anything.test/         | 8.8.8.8     | true",
                "*:443                | http://anything.test/          | 8.8.8.8     | false",
                "*                    | https://8.8.8.8/               | 8.8.8.8     | true",
                "*                    | http://127.0.0.1/              | 127.0.0.1   | false",
                "*                    | http://127.1/                  | 127.0.0.1   | false",
                "*                    | http://2130706433/             | 127.0.0.1   | false",
                "*                    | http://[::1]/                  | ::1         | false",
                "*                    | http://[::ffff:127.0.0.1]/     | 127.0.0.1   | false",
                "127.0.0.1:9999       | http://127.0.0.1:9999/         | 127.0.0.1   | true",
                "127.0.0.1:9999       | http://127.0.0.1:9998/         | 127.0.0.1   | false",
                "127.0.0.1:9999       | http://localhost:9999/         | 127.0.0.1   | true",
                "127.0.0.1            | http://127.0.0.2/              | 127.0.0.2   | false",
                "[::1]:9000           | http://[::1]:9000/             | ::1         | true",
                "[::1]:9000           | http://[::1]:9001/             | ::1         | false",
                "::1                  | http://[0:0::1]:9001/          | ::1         | true",
                "10.0.0.0/8           | http://service/                | 10.1.2.3    | true",
                "10.0.0.0/8           | http://10.1.2.3:81/            | 10.1.2.3    | true",
                "10.0.0.0/8           | http://11.1.2.3/               | 11.1.2.3    | false",
                "10.0.0.0/8           | http://service/                | 8.8.8.8     | false",
                "10.0.0.0/8           | http://[64:ff9b::a00:1]/       | 64:ff9b::a00:1 | false",
                "192.168.4.0/22       | http://192.168.7.255/          | 192.168.7.255  | true",
                "192.168.4.0/22       | http://192.168.8.0/            | 192.168.8.0    | false",
                "fd00::/8             | http://service/                | fd12::1     | true",
                "fd00::/8             | http://service/                | fe80::1     | false",
                "0.0.0.0/0            | http://service/                | 127.0.0.1   | true",
                "0.0.0.0/0            | http://service/                | ::1         | false",
                "my_app:80,10.0.0.5   | http://my_app/                 | 10.0.0.5    | true",
                "app:80,10.0.0.5:9090 | http://app/                    | 10.0.0.5    | false",
            })
    void theListDecides(String list, String url, String address, boolean open) {
        NetworkPolicy policy = policy(list);
        Origin origin = Origin.of(URI.create(url));
        List<InetAddress> addresses = List.of(InetAddress.ofLiteral(address));

        if (open) {
            org.assertj.core.api.Assertions.assertThatCode(() -> {
                        policy.check(origin);
                        assertThat(policy.admit(origin, addresses)).isEqualTo(addresses);
                    })
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> policy.admit(origin, addresses)).isInstanceOf(DestinationRefused.class);
        }
    }

    @Test
    void onlyAdmittedAddressesAreLeft() throws Exception {
        List<InetAddress> mixed = List.of(
                InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("::1"));

        assertThat(policy("api.example.com").admit(NAMED, mixed)).containsExactly(InetAddress.ofLiteral("8.8.8.8"));
    }

    @Test
    void withoutAListNothingIsOpenAndTheKeyIsNamed() {
        assertThatThrownBy(() -> new NetworkPolicy(AllowedHosts.NONE).check(NAMED))
                .isInstanceOf(DestinationRefused.class)
                .hasMessageContaining("AMORSIZE_JOBS_HTTP_ALLOWED_HOSTS (amorsize.jobs.http.allowed-hosts)");
    }

    @Test
    void whatNoLookUpCouldOpenIsRefusedBefore() {
        assertThatThrownBy(() -> policy("other.example.com").check(NAMED))
                .isInstanceOf(DestinationRefused.class)
                .hasMessageContaining("Add api.example.com:443 to");
        assertThatThrownBy(() -> policy("*").check(Origin.of(URI.create("http://[fd00:ec2::254]/"))))
                .isInstanceOf(DestinationRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,,b",
                "a,",
                "http://api.example.com",
                "api.example.com/path",
                "api.example.com:0",
                "api.example.com:65536",
                "api.example.com:port",
                "*example.com",
                "a.*.com",
                "**",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.0/",
                "fd00::/129",
                "300.1.1.1",
                "010.0.0.1",
                "127.1",
                "1.2.3.4.5",
                "[::1",
                "[::1]9000",
                "[127.0.0.1:80",
                "[127.0.0.1]:80",
                "user@host",
                "-a.com",
                "a..b",
                "bücher.example"
            })
    void whatIsNoEntryIsRefused(String list) {
        assertThatThrownBy(() -> AllowedHosts.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("has the entry “");
    }

    private static NetworkPolicy policy(String list) {
        return new NetworkPolicy(AllowedHosts.parse(list));
    }
}
