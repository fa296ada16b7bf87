// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.door.AnswerBook;
import io.cmc.controller.door.AsOf;
import io.cmc.controller.door.ExclusionDesk;
import io.cmc.controller.door.KeepAnswer;
import io.cmc.controller.door.LetterDesk;
import io.cmc.controller.door.LetterOrdersService;
import io.cmc.controller.door.LetterTable;
import io.cmc.controller.door.OrderDesk;
import io.cmc.controller.door.OrderDoor;
import io.cmc.controller.door.OrdersService;
import io.cmc.controller.door.PersonDesk;
import io.cmc.controller.door.PersonGuard;
import io.cmc.controller.door.PersonOrdersService;
import io.cmc.controller.door.PlanDesk;
import io.cmc.controller.door.RoleWatch;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.survey.ExclusionSurvey;
import io.cmc.controller.survey.Survey;
import io.cmc.controller.work.ApproverDesk;
import io.cmc.controller.work.PlanShelf;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.wire.CallCheck;
import java.time.InstantSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventBus;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door for orders. */
@Configuration(proxyBeanMethods = false)
@Import(CallerWiring.class)
public class DoorWiring {

  @Bean static AnswerBook answerBook(JdbcClient db, ObjectMapper languageJson) {
    return new AnswerBook(db, languageJson);
  }

  @Bean static OrderDesk orderDesk(CommandGateway commands, EventBus events, AnswerBook answers, PlatformTransactionManager transactions) {
    return new OrderDesk(commands, events, answers, new TransactionTemplate(transactions));
  }

  @Bean static PlanDesk planDesk(Nodes nodes, WorkWiring.BackupsByStrategy backups, OrderDesk orders, PlanShelf plans, ControllerSettings settings) {
    return new PlanDesk(new Survey(nodes, backups.map(), settings.policy(), settings.hooks().offer()), orders, plans);
  }

  @Bean static ExclusionSurvey exclusionSurvey(Nodes nodes) {
    return new ExclusionSurvey(nodes);
  }

  @Bean static ExclusionDesk exclusionDesk(PlanShelf shelf, ExclusionSurvey look) {
    return new ExclusionDesk(shelf, look);
  }

  @Bean static OrdersService ordersService(PlanDesk plans, OrderDesk orders, PlanShelf shelf, ExclusionDesk exclusions, InstantSource clock) {
    return new OrdersService(plans, orders, shelf, exclusions, clock);
  }

  @Bean static LetterOrdersService letterOrdersService(OrderDesk orders, JdbcClient db, InstantSource clock) {
    return new LetterOrdersService(new LetterDesk(orders, new LetterTable(db)), clock);
  }

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 20) @GlobalServerInterceptor static CallCheck orderDoor(PlanShelf plans, OrderDesk orders, InstantSource clock) {
    return new CallCheck(new OrderDoor(plans, orders, clock));
  }

  /** Behind whatever says who calls. */
  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 100) @GlobalServerInterceptor static RoleWatch roleWatch(ApproverDesk approvers, CommandGateway commands,
      InstantSource clock) {
    return new RoleWatch(approvers, commands, clock);
  }

  @Bean static PersonOrdersService personOrdersService(OrderDesk orders, PersonBook book, PersonNames names, PersonGuard guard, InstantSource clock) {
    return new PersonOrdersService(new PersonDesk(orders, book, names, guard), clock);
  }

  @Autowired void keepAnswers(CommandBus bus, AnswerBook answers, JdbcClient db) {
    bus.registerHandlerInterceptor(new AsOf(db));
    bus.registerHandlerInterceptor(new KeepAnswer(answers));
  }
}
