using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Routes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions");

            migrationBuilder.DropIndex(
                name: "IX_DecisionReversals_TaskId",
                table: "DecisionReversals");

            migrationBuilder.AddColumn<int>(
                name: "AnswerCount",
                table: "Tasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Complete",
                table: "Tasks",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "any");

            migrationBuilder.AddColumn<bool>(
                name: "IsSequential",
                table: "Tasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "OfficeTold",
                table: "Tasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsSpared",
                table: "TaskAssignees",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "OnBehalfOfId",
                table: "TaskAssignees",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PartyId",
                table: "TaskAssignees",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "TaskAssignees",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Asked");

            migrationBuilder.AddColumn<int>(
                name: "ChangeRequestId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasReplacements",
                table: "Processes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ExtensionDays",
                table: "Milestones",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ExtensionDaysPastCap",
                table: "Milestones",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Input",
                table: "Incidents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AuthorId",
                table: "Definitions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BasedOn",
                table: "Definitions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangedAt",
                table: "Definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DecidedById",
                table: "Definitions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "Definitions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Shipped");

            migrationBuilder.AddColumn<DateTime>(
                name: "PublishedAt",
                table: "Definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Definitions",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetiredAt",
                table: "Definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ShippedThen",
                table: "Definitions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "Definitions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Published");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PartyId",
                table: "Decisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DecisionId",
                table: "DecisionReversals",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StateBeforeInterruption",
                table: "Candidatures",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ThesisTitleEn",
                table: "Candidatures",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ThesisTitleFr",
                table: "Candidatures",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Agreements",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "CoSupervision");

            migrationBuilder.CreateTable(
                name: "ChangeRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OpenFor = table.Column<int>(type: "INTEGER", nullable: true),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    MilestoneId = table.Column<int>(type: "INTEGER", nullable: true),
                    Days = table.Column<int>(type: "INTEGER", nullable: true),
                    PastCap = table.Column<bool>(type: "INTEGER", nullable: false),
                    Fte = table.Column<decimal>(type: "TEXT", precision: 4, scale: 3, nullable: true),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleFr = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    LeavingId = table.Column<int>(type: "INTEGER", nullable: true),
                    SuccessorEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    SuccessorId = table.Column<int>(type: "INTEGER", nullable: true),
                    SupervisorKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PartyId = table.Column<int>(type: "INTEGER", nullable: true),
                    SharePercent = table.Column<int>(type: "INTEGER", nullable: true),
                    HoldsHdr = table.Column<bool>(type: "INTEGER", nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    HostPartyId = table.Column<int>(type: "INTEGER", nullable: true),
                    HostUnitId = table.Column<int>(type: "INTEGER", nullable: true),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_Milestones_MilestoneId",
                        column: x => x.MilestoneId,
                        principalTable: "Milestones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_Parties_HostPartyId",
                        column: x => x.HostPartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_Parties_PartyId",
                        column: x => x.PartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_People_SuccessorId",
                        column: x => x.SuccessorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_SupervisorAssignments_LeavingId",
                        column: x => x.LeavingId,
                        principalTable: "SupervisorAssignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRequests_Units_HostUnitId",
                        column: x => x.HostUnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CommitteeMembers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    MilestoneId = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    NamedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReportedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommitteeMembers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CommitteeMembers_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CommitteeMembers_Milestones_MilestoneId",
                        column: x => x.MilestoneId,
                        principalTable: "Milestones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CommitteeMembers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CommitteeReports",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MilestoneId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubmissionId = table.Column<int>(type: "INTEGER", nullable: true),
                    Part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Opinion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommitteeReports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CommitteeReports_Milestones_MilestoneId",
                        column: x => x.MilestoneId,
                        principalTable: "Milestones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CommitteeReports_People_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CommitteeReports_Submissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "Submissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConfidentialNotes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MilestoneId = table.Column<int>(type: "INTEGER", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfidentialNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConfidentialNotes_Milestones_MilestoneId",
                        column: x => x.MilestoneId,
                        principalTable: "Milestones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ConfidentialNotes_People_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PrincipalId = table.Column<int>(type: "INTEGER", nullable: false),
                    DelegateId = table.Column<int>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_People_DelegateId",
                        column: x => x.DelegateId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Delegations_People_PrincipalId",
                        column: x => x.PrincipalId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    NameFr = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProcessReplacements",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProcessId = table.Column<int>(type: "INTEGER", nullable: false),
                    TaskId = table.Column<int>(type: "INTEGER", nullable: true),
                    InsteadOfId = table.Column<int>(type: "INTEGER", nullable: true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProcessReplacements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProcessReplacements_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProcessReplacements_People_InsteadOfId",
                        column: x => x.InsteadOfId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProcessReplacements_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProcessReplacements_Processes_ProcessId",
                        column: x => x.ProcessId,
                        principalTable: "Processes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProcessReplacements_Tasks_TaskId",
                        column: x => x.TaskId,
                        principalTable: "Tasks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Stays",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    HostPartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    HostUnitId = table.Column<int>(type: "INTEGER", nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Stays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Stays_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Stays_Parties_HostPartyId",
                        column: x => x.HostPartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Stays_Units_HostUnitId",
                        column: x => x.HostUnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConfidentialReaders",
                columns: table => new
                {
                    NoteId = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfidentialReaders", x => new { x.NoteId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ConfidentialReaders_ConfidentialNotes_NoteId",
                        column: x => x.NoteId,
                        principalTable: "ConfidentialNotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ConfidentialReaders_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GroupMembers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    GroupId = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupMembers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GroupMembers_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GroupMembers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TaskAssignees_OnBehalfOfId",
                table: "TaskAssignees",
                column: "OnBehalfOfId");

            migrationBuilder.CreateIndex(
                name: "IX_TaskAssignees_PartyId",
                table: "TaskAssignees",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Processes_ChangeRequestId",
                table: "Processes",
                column: "ChangeRequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Definitions_AuthorId",
                table: "Definitions",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Definitions_DecidedById",
                table: "Definitions",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_PartyId",
                table: "Decisions",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions",
                column: "TaskId");

            migrationBuilder.CreateIndex(
                name: "IX_DecisionReversals_DecisionId",
                table: "DecisionReversals",
                column: "DecisionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DecisionReversals_TaskId",
                table: "DecisionReversals",
                column: "TaskId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_ById",
                table: "ChangeRequests",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_CandidatureId",
                table: "ChangeRequests",
                column: "CandidatureId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_HostPartyId",
                table: "ChangeRequests",
                column: "HostPartyId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_HostUnitId",
                table: "ChangeRequests",
                column: "HostUnitId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_LeavingId",
                table: "ChangeRequests",
                column: "LeavingId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_MilestoneId",
                table: "ChangeRequests",
                column: "MilestoneId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_OpenFor_Kind",
                table: "ChangeRequests",
                columns: new[] { "OpenFor", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_PartyId",
                table: "ChangeRequests",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeRequests_SuccessorId",
                table: "ChangeRequests",
                column: "SuccessorId");

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeMembers_CandidatureId_Kind_EndedAt",
                table: "CommitteeMembers",
                columns: new[] { "CandidatureId", "Kind", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeMembers_MilestoneId",
                table: "CommitteeMembers",
                column: "MilestoneId");

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeMembers_PersonId",
                table: "CommitteeMembers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeReports_AuthorId",
                table: "CommitteeReports",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeReports_MilestoneId",
                table: "CommitteeReports",
                column: "MilestoneId");

            migrationBuilder.CreateIndex(
                name: "IX_CommitteeReports_SubmissionId",
                table: "CommitteeReports",
                column: "SubmissionId");

            migrationBuilder.CreateIndex(
                name: "IX_ConfidentialNotes_AuthorId",
                table: "ConfidentialNotes",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_ConfidentialNotes_MilestoneId",
                table: "ConfidentialNotes",
                column: "MilestoneId");

            migrationBuilder.CreateIndex(
                name: "IX_ConfidentialReaders_PersonId",
                table: "ConfidentialReaders",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_DelegateId",
                table: "Delegations",
                column: "DelegateId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_PrincipalId_EndsOn",
                table: "Delegations",
                columns: new[] { "PrincipalId", "EndsOn" });

            migrationBuilder.CreateIndex(
                name: "IX_GroupMembers_GroupId_PersonId",
                table: "GroupMembers",
                columns: new[] { "GroupId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GroupMembers_PersonId",
                table: "GroupMembers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_Code",
                table: "Groups",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProcessReplacements_ById",
                table: "ProcessReplacements",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessReplacements_InsteadOfId",
                table: "ProcessReplacements",
                column: "InsteadOfId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessReplacements_PersonId",
                table: "ProcessReplacements",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessReplacements_ProcessId",
                table: "ProcessReplacements",
                column: "ProcessId");

            migrationBuilder.CreateIndex(
                name: "IX_ProcessReplacements_TaskId",
                table: "ProcessReplacements",
                column: "TaskId");

            migrationBuilder.CreateIndex(
                name: "IX_Stays_CandidatureId",
                table: "Stays",
                column: "CandidatureId");

            migrationBuilder.CreateIndex(
                name: "IX_Stays_HostPartyId",
                table: "Stays",
                column: "HostPartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Stays_HostUnitId",
                table: "Stays",
                column: "HostUnitId");

            migrationBuilder.AddForeignKey(
                name: "FK_DecisionReversals_Decisions_DecisionId",
                table: "DecisionReversals",
                column: "DecisionId",
                principalTable: "Decisions",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Decisions_Parties_PartyId",
                table: "Decisions",
                column: "PartyId",
                principalTable: "Parties",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Definitions_People_AuthorId",
                table: "Definitions",
                column: "AuthorId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Definitions_People_DecidedById",
                table: "Definitions",
                column: "DecidedById",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Processes_ChangeRequests_ChangeRequestId",
                table: "Processes",
                column: "ChangeRequestId",
                principalTable: "ChangeRequests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_TaskAssignees_Parties_PartyId",
                table: "TaskAssignees",
                column: "PartyId",
                principalTable: "Parties",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_TaskAssignees_People_OnBehalfOfId",
                table: "TaskAssignees",
                column: "OnBehalfOfId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_DecisionReversals_Decisions_DecisionId",
                table: "DecisionReversals");

            migrationBuilder.DropForeignKey(
                name: "FK_Decisions_Parties_PartyId",
                table: "Decisions");

            migrationBuilder.DropForeignKey(
                name: "FK_Definitions_People_AuthorId",
                table: "Definitions");

            migrationBuilder.DropForeignKey(
                name: "FK_Definitions_People_DecidedById",
                table: "Definitions");

            migrationBuilder.DropForeignKey(
                name: "FK_Processes_ChangeRequests_ChangeRequestId",
                table: "Processes");

            migrationBuilder.DropForeignKey(
                name: "FK_TaskAssignees_Parties_PartyId",
                table: "TaskAssignees");

            migrationBuilder.DropForeignKey(
                name: "FK_TaskAssignees_People_OnBehalfOfId",
                table: "TaskAssignees");

            migrationBuilder.DropTable(
                name: "ChangeRequests");

            migrationBuilder.DropTable(
                name: "CommitteeMembers");

            migrationBuilder.DropTable(
                name: "CommitteeReports");

            migrationBuilder.DropTable(
                name: "ConfidentialReaders");

            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropTable(
                name: "GroupMembers");

            migrationBuilder.DropTable(
                name: "ProcessReplacements");

            migrationBuilder.DropTable(
                name: "Stays");

            migrationBuilder.DropTable(
                name: "ConfidentialNotes");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropIndex(
                name: "IX_TaskAssignees_OnBehalfOfId",
                table: "TaskAssignees");

            migrationBuilder.DropIndex(
                name: "IX_TaskAssignees_PartyId",
                table: "TaskAssignees");

            migrationBuilder.DropIndex(
                name: "IX_Processes_ChangeRequestId",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Definitions_AuthorId",
                table: "Definitions");

            migrationBuilder.DropIndex(
                name: "IX_Definitions_DecidedById",
                table: "Definitions");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_PartyId",
                table: "Decisions");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions");

            migrationBuilder.DropIndex(
                name: "IX_DecisionReversals_DecisionId",
                table: "DecisionReversals");

            migrationBuilder.DropIndex(
                name: "IX_DecisionReversals_TaskId",
                table: "DecisionReversals");

            migrationBuilder.DropColumn(
                name: "AnswerCount",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Complete",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "IsSequential",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "OfficeTold",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "IsSpared",
                table: "TaskAssignees");

            migrationBuilder.DropColumn(
                name: "OnBehalfOfId",
                table: "TaskAssignees");

            migrationBuilder.DropColumn(
                name: "PartyId",
                table: "TaskAssignees");

            migrationBuilder.DropColumn(
                name: "State",
                table: "TaskAssignees");

            migrationBuilder.DropColumn(
                name: "ChangeRequestId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "HasReplacements",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "ExtensionDays",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "ExtensionDaysPastCap",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "Input",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "AuthorId",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "BasedOn",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "DecidedById",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "PublishedAt",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "ShippedThen",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "PartyId",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "DecisionId",
                table: "DecisionReversals");

            migrationBuilder.DropColumn(
                name: "StateBeforeInterruption",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "ThesisTitleEn",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "ThesisTitleFr",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Agreements");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions",
                column: "TaskId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DecisionReversals_TaskId",
                table: "DecisionReversals",
                column: "TaskId",
                unique: true);
        }
    }
}
