package io.rackledger.cli;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a service; anything but http and https with a host is wrong usage. */
final class HttpAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
        String mistake = "'" + text + "' is no address such as http://127.0.0.1:8081";
        try {
            URI address = URI.create(text);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(mistake);
        }
        throw new TypeConversionException(mistake);
    }
}
