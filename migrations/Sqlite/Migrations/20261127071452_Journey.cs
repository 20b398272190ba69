using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Journey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Action",
                table: "Tasks",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Choices",
                table: "Tasks",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Review");

            migrationBuilder.AddColumn<string>(
                name: "SubjectState",
                table: "Tasks",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "SupervisorAssignments",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CloseReason",
                table: "Studentships",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ClosedOn",
                table: "Studentships",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "InvestigatorId",
                table: "Studentships",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Registrations",
                table: "Studentships",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UnitId",
                table: "Studentships",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "Projects",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EndedOn",
                table: "Projects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LeadPartyId",
                table: "Projects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "NeedsAgreement",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "AgreementId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ExaminationId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ProposalId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "EmailIsPrivate",
                table: "People",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<int>(
                name: "RecipientId",
                table: "Notifications",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "Notifications",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AddressName",
                table: "Notifications",
                type: "TEXT",
                maxLength: 220,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "Milestones",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AwardingInstitutionId",
                table: "Candidatures",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FundingEndsOn",
                table: "Candidatures",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeavingNote",
                table: "Candidatures",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeavingReason",
                table: "Candidatures",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AnnouncedAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Awards",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosesAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosingToldAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ConsentsGiven",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "DecisionsPublishedAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DecisionsRound",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ExtendedAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExtensionReason",
                table: "Calls",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "GuidanceEn",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "GuidanceFr",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "LeadPartyIds",
                table: "Calls",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "OpenToOutsiders",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "OpensAt",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WhoEn",
                table: "Calls",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "WhoFr",
                table: "Calls",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Zone",
                table: "Calls",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Agreements",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    SupersedesId = table.Column<int>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Authoritative = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TextEn = table.Column<string>(type: "TEXT", nullable: false),
                    TextFr = table.Column<string>(type: "TEXT", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    InForceAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SupersededOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    TerminatedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    TerminationReason = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agreements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Agreements_Agreements_SupersedesId",
                        column: x => x.SupersedesId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Agreements_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Alumni",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    ConsentedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ShowsName = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowsAward = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowsThesis = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowsDestination = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowsAbout = table.Column<bool>(type: "INTEGER", nullable: false),
                    ShowsWebPage = table.Column<bool>(type: "INTEGER", nullable: false),
                    Contact = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ThesisTitle = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    SearchThesis = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    AboutEn = table.Column<string>(type: "TEXT", maxLength: 1500, nullable: true),
                    AboutFr = table.Column<string>(type: "TEXT", maxLength: 1500, nullable: true),
                    WebPage = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    PrivateEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MailsToPrivateEmail = table.Column<bool>(type: "INTEGER", nullable: false),
                    WaitingEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    ConfirmationHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ConfirmationSentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alumni", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Alumni_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Alumni_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Authenticators",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    ProtectedKey = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authenticators", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Authenticators_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DecisionReversals",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TaskId = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecisionReversals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DecisionReversals_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DecisionReversals_Tasks_TaskId",
                        column: x => x.TaskId,
                        principalTable: "Tasks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EmailChanges",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    OldEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    NewEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    OldHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NewHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SessionId = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmailChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EmailChanges_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Examinations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenFor = table.Column<int>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleFr = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    EnteredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    NominatedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ApprovedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReportsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DefenceOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    OutcomeOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CorrectionsDueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RationaleEn = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    RationaleFr = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    AwardedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DegreeEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DegreeFr = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AwardedById = table.Column<int>(type: "INTEGER", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Examinations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Examinations_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Examinations_Institutions_AwardedById",
                        column: x => x.AwardedById,
                        principalTable: "Institutions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Proposals",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CallId = table.Column<int>(type: "INTEGER", nullable: false),
                    LeadPartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleFr = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    BegunAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FirstSentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TimesSent = table.Column<int>(type: "INTEGER", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProjectId = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Proposals_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Proposals_Parties_LeadPartyId",
                        column: x => x.LeadPartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Proposals_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PublicationConsents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CallId = table.Column<int>(type: "INTEGER", nullable: false),
                    PartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PublicationConsents_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublicationConsents_Parties_PartyId",
                        column: x => x.PartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublicationConsents_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    BeganAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgreementParty",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgreementId = table.Column<int>(type: "INTEGER", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    PartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    InstitutionEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    InstitutionFr = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Investigator = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreementParty", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgreementParty_Agreements_AgreementId",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgreementParty_Parties_PartyId",
                        column: x => x.PartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AlumnusConsents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AlumnusId = table.Column<int>(type: "INTEGER", nullable: false),
                    GivenById = table.Column<int>(type: "INTEGER", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    WordingEn = table.Column<string>(type: "TEXT", nullable: false),
                    WordingFr = table.Column<string>(type: "TEXT", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlumnusConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AlumnusConsents_Alumni_AlumnusId",
                        column: x => x.AlumnusId,
                        principalTable: "Alumni",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AlumnusConsents_People_GivenById",
                        column: x => x.GivenById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Destinations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AlumnusId = table.Column<int>(type: "INTEGER", nullable: false),
                    Employer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SearchEmployer = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Sector = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsFirst = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Destinations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Destinations_Alumni_AlumnusId",
                        column: x => x.AlumnusId,
                        principalTable: "Alumni",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthenticatorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_Authenticators_AuthenticatorId",
                        column: x => x.AuthenticatorId,
                        principalTable: "Authenticators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Examiners",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ExaminationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Institution = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rank = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsExternal = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Examiners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Examiners_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalTable: "Examinations",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Theses",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ExaminationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    IsCorrected = table.Column<bool>(type: "INTEGER", nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleFr = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    DocumentId = table.Column<int>(type: "INTEGER", nullable: false),
                    EmbargoUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EmbargoReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    HandedInAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    HandedInOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Theses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Theses_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Theses_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposalApplicants",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposalId = table.Column<int>(type: "INTEGER", nullable: false),
                    CallId = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalApplicants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProposalApplicants_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalApplicants_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalApplicants_Proposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposalFields",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposalId = table.Column<int>(type: "INTEGER", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false),
                    SentValue = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedById = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalFields", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProposalFields_People_ChangedById",
                        column: x => x.ChangedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalFields_Proposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposalInvitations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposalId = table.Column<int>(type: "INTEGER", nullable: false),
                    GivenName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    FamilyName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InvitedById = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeclinedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalInvitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProposalInvitations_People_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalInvitations_Proposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposalSides",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposalId = table.Column<int>(type: "INTEGER", nullable: false),
                    PartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    InvestigatorId = table.Column<int>(type: "INTEGER", nullable: true),
                    UnitId = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposalSides", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProposalSides_Parties_PartyId",
                        column: x => x.PartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalSides_People_InvestigatorId",
                        column: x => x.InvestigatorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalSides_Proposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposalSides_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SideDecisions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposalId = table.Column<int>(type: "INTEGER", nullable: false),
                    PartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SideDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SideDecisions_Parties_PartyId",
                        column: x => x.PartyId,
                        principalTable: "Parties",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SideDecisions_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SideDecisions_Proposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgreementSignatures",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgreementId = table.Column<int>(type: "INTEGER", nullable: false),
                    AgreementPartyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Capacity = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    TypedName = table.Column<string>(type: "TEXT", maxLength: 250, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    VoidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreementSignatures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgreementSignatures_AgreementParty_AgreementPartyId",
                        column: x => x.AgreementPartyId,
                        principalTable: "AgreementParty",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgreementSignatures_Agreements_AgreementId",
                        column: x => x.AgreementId,
                        principalTable: "Agreements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgreementSignatures_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Studentships_InvestigatorId",
                table: "Studentships",
                column: "InvestigatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Studentships_UnitId",
                table: "Studentships",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_Projects_LeadPartyId",
                table: "Projects",
                column: "LeadPartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Processes_AgreementId",
                table: "Processes",
                column: "AgreementId");

            migrationBuilder.CreateIndex(
                name: "IX_Processes_ExaminationId",
                table: "Processes",
                column: "ExaminationId");

            migrationBuilder.CreateIndex(
                name: "IX_Processes_ProposalId",
                table: "Processes",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_Candidatures_AwardingInstitutionId",
                table: "Candidatures",
                column: "AwardingInstitutionId");

            migrationBuilder.CreateIndex(
                name: "IX_AgreementParty_AgreementId_Order",
                table: "AgreementParty",
                columns: new[] { "AgreementId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgreementParty_PartyId",
                table: "AgreementParty",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_ProjectId_Number",
                table: "Agreements",
                columns: new[] { "ProjectId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_State_EndsOn",
                table: "Agreements",
                columns: new[] { "State", "EndsOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_SupersedesId",
                table: "Agreements",
                column: "SupersedesId");

            migrationBuilder.CreateIndex(
                name: "IX_AgreementSignatures_AgreementId_Round_Order",
                table: "AgreementSignatures",
                columns: new[] { "AgreementId", "Round", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgreementSignatures_AgreementPartyId",
                table: "AgreementSignatures",
                column: "AgreementPartyId");

            migrationBuilder.CreateIndex(
                name: "IX_AgreementSignatures_PersonId",
                table: "AgreementSignatures",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Alumni_CandidatureId",
                table: "Alumni",
                column: "CandidatureId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Alumni_ConsentedAt",
                table: "Alumni",
                column: "ConsentedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Alumni_PersonId",
                table: "Alumni",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Alumni_PrivateEmail",
                table: "Alumni",
                column: "PrivateEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AlumnusConsents_AlumnusId",
                table: "AlumnusConsents",
                column: "AlumnusId");

            migrationBuilder.CreateIndex(
                name: "IX_AlumnusConsents_GivenById",
                table: "AlumnusConsents",
                column: "GivenById");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Authenticators_PersonId",
                table: "Authenticators",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DecisionReversals_ById",
                table: "DecisionReversals",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_DecisionReversals_TaskId",
                table: "DecisionReversals",
                column: "TaskId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Destinations_AlumnusId",
                table: "Destinations",
                column: "AlumnusId");

            migrationBuilder.CreateIndex(
                name: "IX_Destinations_Sector_Country",
                table: "Destinations",
                columns: new[] { "Sector", "Country" });

            migrationBuilder.CreateIndex(
                name: "IX_EmailChanges_NewHash",
                table: "EmailChanges",
                column: "NewHash");

            migrationBuilder.CreateIndex(
                name: "IX_EmailChanges_OldHash",
                table: "EmailChanges",
                column: "OldHash");

            migrationBuilder.CreateIndex(
                name: "IX_EmailChanges_PersonId",
                table: "EmailChanges",
                column: "PersonId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_AwardedById",
                table: "Examinations",
                column: "AwardedById");

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_CandidatureId",
                table: "Examinations",
                column: "CandidatureId");

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_OpenFor",
                table: "Examinations",
                column: "OpenFor",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examiners_ExaminationId",
                table: "Examiners",
                column: "ExaminationId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalApplicants_CallId_PersonId",
                table: "ProposalApplicants",
                columns: new[] { "CallId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProposalApplicants_PersonId",
                table: "ProposalApplicants",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalApplicants_ProposalId",
                table: "ProposalApplicants",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalFields_ChangedById",
                table: "ProposalFields",
                column: "ChangedById");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalFields_ProposalId_Part",
                table: "ProposalFields",
                columns: new[] { "ProposalId", "Part" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProposalInvitations_InvitedById",
                table: "ProposalInvitations",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalInvitations_ProposalId",
                table: "ProposalInvitations",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalInvitations_TokenHash",
                table: "ProposalInvitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_CallId_State",
                table: "Proposals",
                columns: new[] { "CallId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_LeadPartyId",
                table: "Proposals",
                column: "LeadPartyId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_ProjectId",
                table: "Proposals",
                column: "ProjectId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSides_InvestigatorId",
                table: "ProposalSides",
                column: "InvestigatorId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSides_PartyId",
                table: "ProposalSides",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSides_ProposalId_PartyId",
                table: "ProposalSides",
                columns: new[] { "ProposalId", "PartyId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProposalSides_UnitId",
                table: "ProposalSides",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_PublicationConsents_ById",
                table: "PublicationConsents",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_PublicationConsents_CallId_PartyId",
                table: "PublicationConsents",
                columns: new[] { "CallId", "PartyId" });

            migrationBuilder.CreateIndex(
                name: "IX_PublicationConsents_PartyId",
                table: "PublicationConsents",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_AuthenticatorId",
                table: "RecoveryCodes",
                column: "AuthenticatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_PersonId",
                table: "Sessions",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_SeenAt",
                table: "Sessions",
                column: "SeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_SideDecisions_ById",
                table: "SideDecisions",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_SideDecisions_PartyId",
                table: "SideDecisions",
                column: "PartyId");

            migrationBuilder.CreateIndex(
                name: "IX_SideDecisions_ProposalId_PartyId",
                table: "SideDecisions",
                columns: new[] { "ProposalId", "PartyId" });

            migrationBuilder.CreateIndex(
                name: "IX_Theses_DocumentId",
                table: "Theses",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_Theses_ExaminationId_Number",
                table: "Theses",
                columns: new[] { "ExaminationId", "Number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Candidatures_Institutions_AwardingInstitutionId",
                table: "Candidatures",
                column: "AwardingInstitutionId",
                principalTable: "Institutions",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Processes_Agreements_AgreementId",
                table: "Processes",
                column: "AgreementId",
                principalTable: "Agreements",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Processes_Examinations_ExaminationId",
                table: "Processes",
                column: "ExaminationId",
                principalTable: "Examinations",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Processes_Proposals_ProposalId",
                table: "Processes",
                column: "ProposalId",
                principalTable: "Proposals",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Projects_Parties_LeadPartyId",
                table: "Projects",
                column: "LeadPartyId",
                principalTable: "Parties",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Studentships_People_InvestigatorId",
                table: "Studentships",
                column: "InvestigatorId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Studentships_Units_UnitId",
                table: "Studentships",
                column: "UnitId",
                principalTable: "Units",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Candidatures_Institutions_AwardingInstitutionId",
                table: "Candidatures");

            migrationBuilder.DropForeignKey(
                name: "FK_Processes_Agreements_AgreementId",
                table: "Processes");

            migrationBuilder.DropForeignKey(
                name: "FK_Processes_Examinations_ExaminationId",
                table: "Processes");

            migrationBuilder.DropForeignKey(
                name: "FK_Processes_Proposals_ProposalId",
                table: "Processes");

            migrationBuilder.DropForeignKey(
                name: "FK_Projects_Parties_LeadPartyId",
                table: "Projects");

            migrationBuilder.DropForeignKey(
                name: "FK_Studentships_People_InvestigatorId",
                table: "Studentships");

            migrationBuilder.DropForeignKey(
                name: "FK_Studentships_Units_UnitId",
                table: "Studentships");

            migrationBuilder.DropTable(
                name: "AgreementSignatures");

            migrationBuilder.DropTable(
                name: "AlumnusConsents");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "DecisionReversals");

            migrationBuilder.DropTable(
                name: "Destinations");

            migrationBuilder.DropTable(
                name: "EmailChanges");

            migrationBuilder.DropTable(
                name: "Examiners");

            migrationBuilder.DropTable(
                name: "ProposalApplicants");

            migrationBuilder.DropTable(
                name: "ProposalFields");

            migrationBuilder.DropTable(
                name: "ProposalInvitations");

            migrationBuilder.DropTable(
                name: "ProposalSides");

            migrationBuilder.DropTable(
                name: "PublicationConsents");

            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SideDecisions");

            migrationBuilder.DropTable(
                name: "Theses");

            migrationBuilder.DropTable(
                name: "AgreementParty");

            migrationBuilder.DropTable(
                name: "Alumni");

            migrationBuilder.DropTable(
                name: "Authenticators");

            migrationBuilder.DropTable(
                name: "Proposals");

            migrationBuilder.DropTable(
                name: "Examinations");

            migrationBuilder.DropTable(
                name: "Agreements");

            migrationBuilder.DropIndex(
                name: "IX_Studentships_InvestigatorId",
                table: "Studentships");

            migrationBuilder.DropIndex(
                name: "IX_Studentships_UnitId",
                table: "Studentships");

            migrationBuilder.DropIndex(
                name: "IX_Projects_LeadPartyId",
                table: "Projects");

            migrationBuilder.DropIndex(
                name: "IX_Processes_AgreementId",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_ExaminationId",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_ProposalId",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Candidatures_AwardingInstitutionId",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "Action",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Choices",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "SubjectState",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "EndReason",
                table: "SupervisorAssignments");

            migrationBuilder.DropColumn(
                name: "CloseReason",
                table: "Studentships");

            migrationBuilder.DropColumn(
                name: "ClosedOn",
                table: "Studentships");

            migrationBuilder.DropColumn(
                name: "InvestigatorId",
                table: "Studentships");

            migrationBuilder.DropColumn(
                name: "Registrations",
                table: "Studentships");

            migrationBuilder.DropColumn(
                name: "UnitId",
                table: "Studentships");

            migrationBuilder.DropColumn(
                name: "EndReason",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "EndedOn",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "LeadPartyId",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "NeedsAgreement",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "AgreementId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "ExaminationId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "ProposalId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "EmailIsPrivate",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "Notifications");

            migrationBuilder.DropColumn(
                name: "AddressName",
                table: "Notifications");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "AwardingInstitutionId",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "FundingEndsOn",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "LeavingNote",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "LeavingReason",
                table: "Candidatures");

            migrationBuilder.DropColumn(
                name: "AnnouncedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Awards",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ClosesAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ClosingToldAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ConsentsGiven",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "DecisionsPublishedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "DecisionsRound",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ExtendedAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "ExtensionReason",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "GuidanceEn",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "GuidanceFr",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "LeadPartyIds",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "OpenToOutsiders",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "OpensAt",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "WhoEn",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "WhoFr",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "Zone",
                table: "Calls");

            migrationBuilder.AlterColumn<int>(
                name: "RecipientId",
                table: "Notifications",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "INTEGER",
                oldNullable: true);
        }
    }
}
