using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ShiftId",
                table: "StatusPeriods",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "FixedAt",
                table: "Milestones",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FixedById",
                table: "Milestones",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FixedReason",
                table: "Milestones",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RuleDueOn",
                table: "Milestones",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RuleRationaleEn",
                table: "Milestones",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RuleRationaleFr",
                table: "Milestones",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProgrammeId = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    InstitutionId = table.Column<int>(type: "INTEGER", nullable: true),
                    UnitId = table.Column<int>(type: "INTEGER", nullable: true),
                    RegisteredFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RegisteredBefore = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LeavesOutWritingUp = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AppliedById = table.Column<int>(type: "INTEGER", nullable: true),
                    AppliedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoneById = table.Column<int>(type: "INTEGER", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Reached = table.Column<int>(type: "INTEGER", nullable: false),
                    Students = table.Column<int>(type: "INTEGER", nullable: false),
                    Dates = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false),
                    Stayed = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ShiftId = table.Column<int>(type: "INTEGER", nullable: false),
                    CandidatureId = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Moved = table.Column<int>(type: "INTEGER", nullable: false),
                    Stayed = table.Column<int>(type: "INTEGER", nullable: false),
                    Dates = table.Column<string>(type: "TEXT", nullable: false)
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
