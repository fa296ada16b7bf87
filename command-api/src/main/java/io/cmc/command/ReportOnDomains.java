// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import io.cmc.report.Report;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

public record ReportOnDomains(@TargetAggregateIdentifier MigrationId migration, Report report) implements MigrationCommand {}
