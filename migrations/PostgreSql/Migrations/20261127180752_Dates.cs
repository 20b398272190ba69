using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PhdTracker.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Dates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "AskedAt",
                table: "TaskAssignees",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ShiftId",
                table: "StatusPeriods",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FixedAt",
                table: "Milestones",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FixedById",
                table: "Milestones",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FixedReason",
                table: "Milestones",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RuleDueOn",
                table: "Milestones",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RuleRationaleEn",
                table: "Milestones",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RuleRationaleFr",
                table: "Milestones",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PersonId = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    TokenHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarFeeds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CalendarFeeds_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DateShifts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProgrammeId = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Side = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    InstitutionId = table.Column<int>(type: "integer", nullable: true),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    RegisteredFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    RegisteredBefore = table.Column<DateOnly>(type: "date", nullable: true),
                    Status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    LeavesOutWritingUp = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ById = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AppliedById = table.Column<int>(type: "integer", nullable: true),
                    AppliedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneById = table.Column<int>(type: "integer", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Reached = table.Column<int>(type: "integer", nullable: false),
                    Students = table.Column<int>(type: "integer", nullable: false),
                    Dates = table.Column<int>(type: "integer", nullable: false),
                    LeftOut = table.Column<int>(type: "integer", nullable: false),
                    Stayed = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DateShifts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DateShifts_Institutions_InstitutionId",
                        column: x => x.InstitutionId,
                        principalTable: "Institutions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DateShifts_People_AppliedById",
                        column: x => x.AppliedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DateShifts_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DateShifts_People_UndoneById",
                        column: x => x.UndoneById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DateShifts_Programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "Programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DateShifts_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ShiftedPlans",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ShiftId = table.Column<int>(type: "integer", nullable: false),
                    CandidatureId = table.Column<int>(type: "integer", nullable: false),
                    LeftOut = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Moved = table.Column<int>(type: "integer", nullable: false),
                    Stayed = table.Column<int>(type: "integer", nullable: false),
                    Dates = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftedPlans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShiftedPlans_Candidatures_CandidatureId",
                        column: x => x.CandidatureId,
                        principalTable: "Candidatures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ShiftedPlans_DateShifts_ShiftId",
                        column: x => x.ShiftId,
                        principalTable: "DateShifts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatusPeriods_ShiftId",
                table: "StatusPeriods",
                column: "ShiftId");

            migrationBuilder.CreateIndex(
                name: "IX_Milestones_FixedById",
                table: "Milestones",
                column: "FixedById");

            migrationBuilder.CreateIndex(
                name: "IX_Milestones_IsFixed",
                table: "Milestones",
                column: "IsFixed");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_PersonId",
                table: "CalendarFeeds",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_TokenHash",
                table: "CalendarFeeds",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_AppliedById",
                table: "DateShifts",
                column: "AppliedById");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_ById",
                table: "DateShifts",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_InstitutionId",
                table: "DateShifts",
                column: "InstitutionId");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_ProgrammeId",
                table: "DateShifts",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_State",
                table: "DateShifts",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_UndoneById",
                table: "DateShifts",
                column: "UndoneById");

            migrationBuilder.CreateIndex(
                name: "IX_DateShifts_UnitId",
                table: "DateShifts",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_ShiftedPlans_CandidatureId",
                table: "ShiftedPlans",
                column: "CandidatureId");

            migrationBuilder.CreateIndex(
                name: "IX_ShiftedPlans_ShiftId_CandidatureId",
                table: "ShiftedPlans",
                columns: new[] { "ShiftId", "CandidatureId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShiftedPlans_ShiftId_LeftOut_Id",
                table: "ShiftedPlans",
                columns: new[] { "ShiftId", "LeftOut", "Id" });

            migrationBuilder.AddForeignKey(
                name: "FK_Milestones_People_FixedById",
                table: "Milestones",
                column: "FixedById",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_StatusPeriods_DateShifts_ShiftId",
                table: "StatusPeriods",
                column: "ShiftId",
                principalTable: "DateShifts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Milestones_People_FixedById",
                table: "Milestones");

            migrationBuilder.DropForeignKey(
                name: "FK_StatusPeriods_DateShifts_ShiftId",
                table: "StatusPeriods");

            migrationBuilder.DropTable(
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "ShiftedPlans");

            migrationBuilder.DropTable(
                name: "DateShifts");

            migrationBuilder.DropIndex(
                name: "IX_StatusPeriods_ShiftId",
                table: "StatusPeriods");

            migrationBuilder.DropIndex(
                name: "IX_Milestones_FixedById",
                table: "Milestones");

            migrationBuilder.DropIndex(
                name: "IX_Milestones_IsFixed",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "TaskAssignees");

            migrationBuilder.DropColumn(
                name: "ShiftId",
                table: "StatusPeriods");

            migrationBuilder.DropColumn(
                name: "FixedAt",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "FixedById",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "FixedReason",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "RuleDueOn",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "RuleRationaleEn",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "RuleRationaleFr",
                table: "Milestones");
        }
    }
}
