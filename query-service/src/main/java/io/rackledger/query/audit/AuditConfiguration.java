package io.rackledger.query.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What an auditor asks. */
@Configuration(proxyBeanMethods = false)
@Import(AuditController.class)
public class AuditConfiguration {}
